namespace NsgFlow;

/// <summary>
/// Which fields of a row are wanted. The others are neither read nor checked, and hold whatever the row held before.
/// Group, kind and offset are always there, and of the deviations those of the fields that were read.
/// </summary>
[Flags]
internal enum FlowColumns : ushort
{
    None = 0,
    Time = 1 << 0,

    /// <summary>Both addresses.</summary>
    Addresses = 1 << 1,
    SourcePort = 1 << 2,
    DestinationPort = 1 << 3,
    Protocol = 1 << 4,
    Direction = 1 << 5,

    /// <summary>Decision and state.</summary>
    Verdict = 1 << 6,
    Encryption = 1 << 7,

    /// <summary>The four counters. What they mean depends on the state.</summary>
    Counters = (1 << 8) | Verdict,

    /// <summary>
    /// A hash of what names a connection, for whom it is enough that the addresses are right. It takes the ports, the
    /// protocol and the direction.
    /// </summary>
    Connection = (1 << 9) | SourcePort | DestinationPort | Protocol | Direction,

    /// <summary>All fields of a record.</summary>
    All = Time | Addresses | SourcePort | DestinationPort | Protocol | Direction | Verdict | Encryption | Counters,
}
