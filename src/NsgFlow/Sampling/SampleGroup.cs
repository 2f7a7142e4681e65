namespace NsgFlow.Sampling;

/// <summary>What a decoder has to know of the tuples of one rule in one record.</summary>
internal static class SampleGroup
{
    public static FlowGroup Of(
        FlowLogKind kind,
        SampleNic nic,
        int rule,
        string path,
        DateTimeOffset? recordTime,
        string macAddress,
        FlowDeviation deviation = FlowDeviation.None)
    {
        bool isVNet = kind == FlowLogKind.VNetV4;
        string aclId = isVNet ? SampleRules.AclId(rule, nic) : nic.NsgResourceId(kind);
        bool namesNsg = aclId == nic.AclId || !isVNet;
        return new FlowGroup
        {
            Source = path,
            Rule = SampleRules.Name(rule),
            AclId = aclId,
            NetworkSecurityGroup = namesNsg ? aclId[(aclId.LastIndexOf('/') + 1)..] : null,
            ResourceId = isVNet ? nic.FlowLogResourceId : nic.NsgResourceId(kind),
            TargetResourceId = isVNet ? nic.TargetResourceId : null,
            MacAddress = macAddress,
            RecordTime = recordTime,
            Deviation = deviation,
        };
    }
}
