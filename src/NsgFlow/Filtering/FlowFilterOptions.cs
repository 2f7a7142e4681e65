namespace NsgFlow.Filtering;

/// <summary>
/// What a caller wants to see, one property per filter parameter. Null or empty means no restriction; several
/// filters combine with AND, several values of one with OR.
/// </summary>
internal sealed record FlowFilterOptions
{
    /// <summary>The first moment wanted.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>The first moment no longer wanted.</summary>
    public DateTimeOffset? EndTime { get; init; }

    public IReadOnlyList<string> SourceAddress { get; init; } = [];

    public IReadOnlyList<string> DestinationAddress { get; init; } = [];

    /// <summary>Addresses wanted on either side.</summary>
    public IReadOnlyList<string> Address { get; init; } = [];

    /// <summary>Two addresses or prefixes; a flow has one end in each.</summary>
    public IReadOnlyList<string> Between { get; init; } = [];

    public IReadOnlyList<int> SourcePort { get; init; } = [];

    public IReadOnlyList<int> DestinationPort { get; init; } = [];

    /// <summary>Ports wanted on either side.</summary>
    public IReadOnlyList<int> Port { get; init; } = [];

    public IReadOnlyList<FlowProtocol> Protocol { get; init; } = [];

    public IReadOnlyList<FlowDirection> Direction { get; init; } = [];

    public IReadOnlyList<FlowDecision> Decision { get; init; } = [];

    public IReadOnlyList<FlowState> State { get; init; } = [];

    /// <summary>Wildcard patterns, matched with and without the prefixes UserRule_ and DefaultRule_.</summary>
    public IReadOnlyList<string> Rule { get; init; } = [];

    public IReadOnlyList<string> NetworkSecurityGroup { get; init; } = [];

    public IReadOnlyList<string> MacAddress { get; init; } = [];

    public IReadOnlyList<string> SubscriptionId { get; init; } = [];

    public IReadOnlyList<string> ResourceGroupName { get; init; } = [];

    /// <summary>Ids of the resources that are logged: of an NSG, or of the target of a virtual network's flow log.</summary>
    public IReadOnlyList<string> TargetResourceId { get; init; } = [];
}
