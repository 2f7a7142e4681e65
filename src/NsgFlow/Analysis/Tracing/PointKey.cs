namespace NsgFlow.Analysis.Tracing;

/// <summary>What makes rows of a conversation one point.</summary>
internal readonly record struct PointKey(
    FlowLogKind Kind,
    string? MacAddress,
    string? AclId,
    string? NetworkSecurityGroup,
    string? Rule,
    string? Encryption,
    FlowDirection Direction,
    FlowDecision Decision) : IComparable<PointKey>
{
    /// <summary>The encryption matters only where it is the reason of a denial; whether flows were encrypted makes no other point.</summary>
    public static PointKey Of(in FlowRow row) => new(
        row.Kind,
        row.Group.MacAddress,
        row.Group.AclId,
        row.Group.NetworkSecurityGroup,
        row.Group.Rule,
        row.Decision == FlowDecision.Deny ? row.Encryption : null,
        row.Direction,
        row.Decision);

    /// <summary>A rule set at an interface: what decides at a time in one way.</summary>
    public (string? MacAddress, string? AclId) RuleSet => (MacAddress, AclId);

    public FlowTraceSide Side => Direction == FlowDirection.Outbound ? FlowTraceSide.Source : FlowTraceSide.Destination;

    public int CompareTo(PointKey other)
    {
        // The source's side first, for it is first on the way.
        int order = Side.CompareTo(other.Side);
        order = order != 0 ? order : string.CompareOrdinal(MacAddress, other.MacAddress);
        order = order != 0 ? order : string.CompareOrdinal(AclId, other.AclId);
        order = order != 0 ? order : string.CompareOrdinal(Rule, other.Rule);
        order = order != 0 ? order : Decision.CompareTo(other.Decision);
        order = order != 0 ? order : string.CompareOrdinal(Encryption, other.Encryption);
        return order != 0 ? order : Kind.CompareTo(other.Kind);
    }
}
