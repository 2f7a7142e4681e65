namespace NsgFlow;

/// <summary>What flows are grouped, counted and sorted by. The names are those that users write.</summary>
internal enum MeasureField : byte
{
    Time,
    SourceAddress,
    DestinationAddress,
    SourcePort,
    DestinationPort,
    Protocol,
    Direction,
    Decision,
    State,
    Encryption,
    PacketsSent,
    BytesSent,
    PacketsReceived,
    BytesReceived,
    Rule,
    NetworkSecurityGroup,
    AclId,
    ResourceId,
    TargetResourceId,
    MacAddress,
    Kind,
    RecordTime,
    Source,
    Offset,
    Deviation,
    SourcePrefix,
    DestinationPrefix,

    /// <summary>Both addresses, whichever side each is on.</summary>
    Pair,
    Interval,
    Service,

    /// <summary>The smaller address of a pair.</summary>
    Address,

    /// <summary>The larger address of a pair.</summary>
    PeerAddress,

    // From here on what a summary tells of its group: to sort by only.
    Rows,
    Flows,
    Continued,
    Allowed,
    Denied,
    Packets,
    Bytes,
    FirstSeen,
    LastSeen,
}
