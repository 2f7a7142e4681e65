namespace NsgFlow;

/// <summary>What should be known before a connection is relied on.</summary>
[Flags]
public enum FlowConnectionNotes : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Only the end was logged, neither a begin nor a continuation.</summary>
    Orphan = 1,

    /// <summary>While it was open there was at least one whole hour of which no flow of the interface was read.</summary>
    Gap = 2,

    /// <summary>
    /// Source and destination may be the wrong way round: the begin is missing, the source port is a service's and
    /// the destination port a client's.
    /// </summary>
    DirectionSuspect = 4,

    /// <summary>A tuple is older than the one before it in the log.</summary>
    OutOfOrder = 8,
}
