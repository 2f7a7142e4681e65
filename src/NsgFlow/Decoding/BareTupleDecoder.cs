using System.Text;
using NsgFlow.Filtering;
using NsgFlow.Tuples;

namespace NsgFlow.Decoding;

/// <summary>Decodes tuples that stand alone, with what their giver knows of the record they came from.</summary>
internal sealed class BareTupleDecoder
{
    /// <summary>Longer texts are no tuples.</summary>
    public const int LongestTuple = 2048;

    private readonly TupleDecoder _decoder = new(FlowFilter.None, new TextTable(), FlowColumns.All);
    private readonly byte[] _bytes = new byte[LongestTuple + (2 * ByteWindow.Padding)];

    /// <param name="text">The tuple, as it stands between its quotes.</param>
    /// <param name="kind">Which layout it has, where its giver says so.</param>
    /// <param name="group">What all flows of its group share.</param>
    /// <param name="flow">The flow, where there is no fault.</param>
    public TupleFault Decode(string text, FlowLogKind? kind, FlowGroup group, out FlowRecord? flow)
    {
        flow = null;
        if (!Encoding.UTF8.TryGetBytes(text, _bytes.AsSpan(ByteWindow.Padding, LongestTuple), out int length))
        {
            return TupleFault.TooLong;
        }

        TupleText tuple = default;
        tuple.Start = ref _bytes[ByteWindow.Padding];
        tuple.Length = length;
        TupleSplitter.SplitCarefully(ref tuple);

        FlowRow row = default;
        TupleFault fault = _decoder.Decode(in tuple, ContainerOf(kind), ref row);
        if (fault == TupleFault.None && kind is not null && row.Kind != kind)
        {
            return TupleFault.OtherLayout;
        }

        if (fault == TupleFault.None)
        {
            row.Group = group;
            flow = new FlowRecord(in row);
        }

        return fault;
    }

    /// <summary>Builds the group of bare tuples; the rule set of an NSG log is the NSG itself.</summary>
    public static FlowGroup GroupOf(string? rule, string? macAddress, string? resourceId, string? aclId, string? targetResourceId)
    {
        FlowDeviation deviation = FlowDeviation.None;
        if (macAddress is not null && !MacAddressText.TryNormalizeLogged(ref macAddress))
        {
            deviation = FlowDeviation.MacAddressFormat;
        }

        string? ruleSet = aclId ?? (resourceId is not null && AzureResourceId.NetworkSecurityGroup(resourceId) is not null ? resourceId : null);
        return new FlowGroup
        {
            Source = null,
            Rule = rule,
            MacAddress = macAddress,
            ResourceId = resourceId,
            AclId = ruleSet,
            NetworkSecurityGroup = ruleSet is null ? null : AzureResourceId.NetworkSecurityGroup(ruleSet),
            TargetResourceId = targetResourceId,
            Deviation = deviation,
        };
    }

    private static TupleContainer ContainerOf(FlowLogKind? kind) => kind switch
    {
        FlowLogKind.NsgV1 or FlowLogKind.NsgV2 => TupleContainer.Nsg,
        FlowLogKind.VNetV4 => TupleContainer.SaidVNet,
        _ => TupleContainer.None,
    };
}
