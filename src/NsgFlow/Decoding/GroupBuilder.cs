using NsgFlow.Tuples;

namespace NsgFlow.Decoding;

/// <summary>One list of tuples with what stands beside it.</summary>
internal sealed class GroupBuilder(FlowBuilder flow)
{
    public FlowBuilder Flow { get; } = flow;

    /// <summary>Its place in the flow, from 1.</summary>
    public int Number { get; } = ++flow.GroupCount;

    public string? Rule { get; set; }

    public string? MacAddress { get; set; }

    public bool IsClosed { get; set; }

    /// <summary>
    /// Whether its tuples can be decoded now: no key that may still come would change what they are given. Which
    /// place of a value goes first is fixed per format, so that the order of keys never shows in a flow.
    /// </summary>
    public bool IsReady => Flow.IsLost ? IsReadyAsLost : Flow.Container == TupleContainer.VNet ? IsReadyAsVNet : IsReadyAsNsg;

    /// <summary>A rule beside the list is a virtual network group's, whose ACL is outside; a MAC address an NSG group's.</summary>
    private bool IsReadyAsLost =>
        Flow.Rule is not null ? Flow.AclId is not null || (Flow.Outer?.HasAclId ?? true)
        : MacAddress is not null ? Flow.Outer?.HasRule ?? true
        : Flow.IsClosed && (Flow.Outer?.HasRule ?? true) && (Flow.Outer?.HasAclId ?? true);

    private bool IsReadyAsNsg =>
        (Flow.Rule is not null || Flow.IsClosed)
        && (MacAddress is not null || (IsClosed && Flow.Record.HasMacAddress))
        && Flow.Record.IsReadyFor(TupleContainer.Nsg);

    private bool IsReadyAsVNet =>
        (Rule is not null || (IsClosed && (Flow.Rule is not null || Flow.IsClosed)))
        && (Flow.AclId is not null || Flow.IsClosed)
        && Flow.Record.HasMacAddress
        && Flow.Record.IsReadyFor(TupleContainer.VNet);

    public FlowGroup Build(string? source)
    {
        RecordBuilder record = Flow.Record;
        bool isNsg = Flow.Container == TupleContainer.Nsg;
        string? resourceId = isNsg
            ? record.ResourceId ?? record.FlowLogResourceId
            : record.FlowLogResourceId ?? record.ResourceId;
        string? aclId = isNsg ? resourceId : Flow.KnownAclId ?? RuleSetOf(resourceId);
        string? mac = isNsg
            ? MacAddress ?? record.MacAddress
            : record.MacAddress ?? MacAddress;
        FlowDeviation deviation = IsReady && !record.IsLost ? FlowDeviation.None : FlowDeviation.IncompleteRecord;
        if (record.TimeIsOdd)
        {
            deviation |= FlowDeviation.RecordTimeFormat;
        }

        if (mac is not null && !MacAddressText.TryNormalizeLogged(ref mac))
        {
            deviation |= FlowDeviation.MacAddressFormat;
        }

        return new FlowGroup
        {
            Source = source,
            Rule = isNsg ? Flow.KnownRule ?? Rule : Rule ?? Flow.KnownRule,
            NetworkSecurityGroup = aclId is null ? null : AzureResourceId.NetworkSecurityGroup(aclId),
            AclId = aclId,
            ResourceId = resourceId,
            TargetResourceId = record.TargetResourceId,
            MacAddress = mac,
            RecordTime = record.Time,
            Deviation = deviation,
        };
    }

    /// <summary>A virtual network log names its rule set; one that does not can still have been written by an NSG.</summary>
    private static string? RuleSetOf(string? resourceId) =>
        resourceId is not null && AzureResourceId.NetworkSecurityGroup(resourceId) is not null ? resourceId : null;
}
