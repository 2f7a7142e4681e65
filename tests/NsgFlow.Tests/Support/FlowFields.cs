using NsgFlow.Decoding;

namespace NsgFlow.Tests.Support;

/// <summary>Every property of a flow as one value, so that two flows are compared whole and a difference is shown.</summary>
internal sealed record FlowFields
{
    public required TupleValues Tuple { get; init; }

    public string? Rule { get; init; }

    public string? NetworkSecurityGroup { get; init; }

    public string? AclId { get; init; }

    public string? ResourceId { get; init; }

    public string? TargetResourceId { get; init; }

    public string? MacAddress { get; init; }

    public DateTimeOffset? RecordTime { get; init; }

    public string? Source { get; init; }

    public long Offset { get; init; }

    public FlowDeviation Deviation { get; init; }

    public static FlowFields Of(FlowRecord flow) => new()
    {
        Tuple = TupleValues.Of(flow),
        Rule = flow.Rule,
        NetworkSecurityGroup = flow.NetworkSecurityGroup,
        AclId = flow.AclId,
        ResourceId = flow.ResourceId,
        TargetResourceId = flow.TargetResourceId,
        MacAddress = flow.MacAddress,
        RecordTime = flow.RecordTime,
        Source = flow.Source,
        Offset = flow.Offset,
        Deviation = flow.Deviation,
    };

    public static List<FlowFields> Of(IEnumerable<FlowRecord> flows) => [.. flows.Select(Of)];
}

/// <summary>What a flow has from its tuple alone.</summary>
internal sealed record TupleValues(
    long TimeMilliseconds,
    string SourceAddress,
    string DestinationAddress,
    int SourcePort,
    int DestinationPort,
    FlowProtocol Protocol,
    FlowDirection Direction,
    FlowDecision Decision,
    FlowState State,
    string? Encryption,
    long? PacketsSent,
    long? BytesSent,
    long? PacketsReceived,
    long? BytesReceived,
    FlowLogKind Kind)
{
    public static TupleValues Of(FlowRecord flow) => new(
        flow.Time.ToUnixTimeMilliseconds(),
        flow.SourceAddress,
        flow.DestinationAddress,
        flow.SourcePort,
        flow.DestinationPort,
        flow.Protocol,
        flow.Direction,
        flow.Decision,
        flow.State,
        flow.Encryption,
        flow.PacketsSent,
        flow.BytesSent,
        flow.PacketsReceived,
        flow.BytesReceived,
        flow.Kind);
}

/// <summary>What a reading told, as one value: faults and the summary, but not the flows.</summary>
internal sealed record ReadingFacts(
    long Bytes,
    long Records,
    long Tuples,
    long ForeignRecords,
    string? ForeignLog,
    SourceEnd End,
    long Faults,
    bool IsForeign)
{
    public static ReadingFacts Of(Decoded decoded) => new(
        decoded.Summary.Bytes,
        decoded.Summary.Records,
        decoded.Summary.Tuples,
        decoded.Summary.ForeignRecords,
        decoded.Summary.ForeignLog,
        decoded.Summary.End,
        decoded.Summary.Faults,
        decoded.Summary.IsForeign);
}
