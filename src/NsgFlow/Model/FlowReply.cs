namespace NsgFlow;

/// <summary>Whether packets came back from the destination.</summary>
public enum FlowReply : byte
{
    /// <summary>No counter tells: the format or the rule gives none, or none was written yet.</summary>
    Unknown = 0,

    /// <summary>Packets were sent, and the counters show none that came back.</summary>
    No = 1,

    /// <summary>Packets came back.</summary>
    Yes = 2,
}
