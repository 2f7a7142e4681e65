namespace NsgFlow;

/// <summary>What all tuples of one flow group share: kept once, referenced by each of its flows.</summary>
internal sealed class FlowGroup
{
    /// <summary>The file or blob, never with a signature.</summary>
    public required string? Source { get; init; }

    public string? Rule { get; init; }

    public string? NetworkSecurityGroup { get; init; }

    public string? AclId { get; init; }

    public string? ResourceId { get; init; }

    public string? TargetResourceId { get; init; }

    public string? MacAddress { get; init; }

    public DateTimeOffset? RecordTime { get; init; }

    /// <summary>The deviations of the record and the group; a tuple's own are added to them.</summary>
    public FlowDeviation Deviation { get; init; }
}
