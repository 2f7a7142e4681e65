using NsgFlow.Decoding;
using NsgFlow.Tests.Support;
using NsgFlow.Tuples;

namespace NsgFlow.Tests.Decoding;

/// <summary>Tuples without a log around them: their own shape, or who gives them, tells the layout.</summary>
public sealed class BareTupleTests
{
    [Theory]
    [InlineData("1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A", FlowLogKind.NsgV1, FlowDeviation.None)]
    [InlineData("1700000000,10.0.0.1,10.0.0.2,1,2,T,I,D,B,,,,", FlowLogKind.NsgV2, FlowDeviation.None)]
    [InlineData("1700000000,10.0.0.1,10.0.0.2,1,2,6,I,A,B,,,,", FlowLogKind.NsgV2, FlowDeviation.NumericProtocol)]
    [InlineData("1700000000,10.0.0.1,10.0.0.2,1,2,6,I,A,1,2", FlowLogKind.Other, FlowDeviation.TenFieldTuple)]
    [InlineData("1700000000000,10.0.0.1,10.0.0.2,1,2,6,I,D,NX,0,0,0,0", FlowLogKind.VNetV4, FlowDeviation.None)]
    [InlineData("1700000000000,10.0.0.1,10.0.0.2,1,2,T,I,E,X,1,2,3,4", FlowLogKind.VNetV4, FlowDeviation.LetterProtocol)]
    public void The_shape_of_a_tuple_tells_its_layout(string tuple, FlowLogKind kind, FlowDeviation deviation)
    {
        FlowRecord flow = Assert.Single(Decode([tuple], null));

        Assert.Equal((kind, deviation), (flow.Kind, flow.Deviation));
        Assert.Equal((null, 0L, null), (flow.Source, flow.Offset, flow.RecordTime));
    }

    [Fact]
    public void Where_the_shape_leaves_two_readings_the_giver_decides()
    {
        const string deny = "1700000000000,10.0.0.1,10.0.0.2,1,2,6,I,D,B,0,0,0,0";
        const string unknownCode = "1700000000000,10.0.0.1,10.0.0.2,1,2,6,I,E,Q,1,2,3,4";

        Assert.Equal(TupleFault.AmbiguousLayout, Fault(deny, null));
        Assert.Equal(TupleFault.AmbiguousLayout, Fault(unknownCode, null));
        Assert.Equal((FlowLogKind.NsgV2, FlowState.Begin), (Decode([deny], FlowLogKind.NsgV2)[0].Kind, Decode([deny], FlowLogKind.NsgV2)[0].State));
        Assert.Equal((FlowState.Deny, "B"), (Decode([deny], FlowLogKind.VNetV4)[0].State, Decode([deny], FlowLogKind.VNetV4)[0].Encryption));
        Assert.Equal("Q", Decode([unknownCode], FlowLogKind.VNetV4)[0].Encryption);
    }

    [Theory]
    [InlineData("", nameof(TupleFault.FieldCount))]
    [InlineData("\"1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A\"", nameof(TupleFault.Time))]
    [InlineData(" 1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A", nameof(TupleFault.Time))]
    [InlineData("1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A,", nameof(TupleFault.FieldCount))]
    [InlineData("\ud800", nameof(TupleFault.FieldCount))]
    public void Odd_texts_are_faults(string text, string fault) => Assert.Equal(fault, Fault(text, null).ToString());

    [Fact]
    public void Only_2048_bytes_are_taken_for_a_tuple()
    {
        Assert.Equal(TupleFault.FieldCount, Fault(new string('x', 2048), null));
        Assert.Equal(TupleFault.TooLong, Fault(new string('x', 2049), null));
        Assert.Equal(TupleFault.TooLong, Fault(new string('ä', 1025), null));
        Assert.Equal(TupleFault.TooLong, Fault(new string(',', 100_000), null));
    }

    [Fact]
    public void A_bare_tuple_is_what_it_is_in_a_log()
    {
        foreach (ModelTuple tuple in LogGenerator.Log(20261124, size: 7).Records.SelectMany(r => r.Flows).SelectMany(f => f.Groups).SelectMany(g => g.Tuples))
        {
            FlowRecord flow = Assert.Single(Decode([tuple.Text], tuple.Values.Kind));
            Assert.Equal((tuple.Values, tuple.Deviation), (TupleValues.Of(flow), flow.Deviation));
        }
    }

    [Fact]
    public void The_group_of_bare_tuples_has_what_its_giver_knows()
    {
        FlowGroup nsg = BareTupleDecoder.GroupOf("r", "0022487bc205", SmallLogs.NsgId, null, null);
        Assert.Equal(("r", "0022487BC205", SmallLogs.NsgId, SmallLogs.NsgId, "WEB-NSG", null), (nsg.Rule, nsg.MacAddress, nsg.ResourceId, nsg.AclId, nsg.NetworkSecurityGroup, nsg.TargetResourceId));
        FlowGroup vnet = BareTupleDecoder.GroupOf(null, "00-22-48-7B-C2-05", SmallLogs.FlowLogId, SmallLogs.AclId, SmallLogs.VNetId);
        Assert.Equal(("00-22-48-7B-C2-05", FlowDeviation.MacAddressFormat, SmallLogs.AclId, "db-nsg", SmallLogs.VNetId), (vnet.MacAddress, vnet.Deviation, vnet.AclId, vnet.NetworkSecurityGroup, vnet.TargetResourceId));
        Assert.Null(BareTupleDecoder.GroupOf(null, null, SmallLogs.FlowLogId, null, null).AclId);
    }

    internal static List<FlowRecord> Decode(IEnumerable<string> tuples, FlowLogKind? kind)
    {
        var decoder = new BareTupleDecoder();
        FlowGroup group = BareTupleDecoder.GroupOf(null, null, null, null, null);
        var flows = new List<FlowRecord>();
        foreach (string tuple in tuples)
        {
            Assert.Equal(TupleFault.None, decoder.Decode(tuple, kind, group, out FlowRecord? flow));
            flows.Add(flow!);
        }

        return flows;
    }

    private static TupleFault Fault(string tuple, FlowLogKind? kind)
    {
        TupleFault fault = new BareTupleDecoder().Decode(tuple, kind, BareTupleDecoder.GroupOf(null, null, null, null, null), out FlowRecord? flow);
        Assert.Equal(fault == TupleFault.None, flow is not null);
        return fault;
    }
}
