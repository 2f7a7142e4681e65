namespace NsgFlow;

/// <summary>What flow logs say of a conversation, in the order in which one goes before another.</summary>
public enum FlowTraceVerdict : byte
{
    /// <summary>A rule denies it, and nothing in the window shows that it was ever otherwise.</summary>
    DeniedBy = 0,

    /// <summary>It was allowed and is now denied, or the other way round.</summary>
    Changed = 1,

    /// <summary>It was allowed, and packets came back.</summary>
    Allowed = 2,

    /// <summary>It was allowed where it was logged, but the log of the other end, which covers the time, does not hold it.</summary>
    OneSideOnly = 3,

    /// <summary>It was allowed, and the counters show that nothing came back.</summary>
    AllowedNoReply = 4,

    /// <summary>It was allowed; no counter tells whether anything came back.</summary>
    AllowedReplyUnknown = 5,

    /// <summary>The log of at least one end covers the window, at least in part, and does not hold it.</summary>
    NotSeen = 6,

    /// <summary>No log that was read is known to be of either end and to cover the window.</summary>
    NotLogged = 7,
}
