using NsgFlow.Tests.Support;
using NsgFlow.Tuples;

namespace NsgFlow.Tests.Decoding;

/// <summary>Each layout with every property of the flow that comes of it.</summary>
public sealed class TupleTests
{
    private static readonly DateTimeOffset s_recordTime = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567);

    [Fact]
    public void Eight_fields_are_NSG_version_1()
    {
        FlowRecord flow = SmallLogs.Flow(SmallLogs.Nsg("1487282421,192.0.2.95,10.1.0.4,51529,5358,T,I,D"));

        Assert.Equal(
            NsgFlowOf(new TupleValues(1487282421000, "192.0.2.95", "10.1.0.4", 51529, 5358, FlowProtocol.TCP, FlowDirection.Inbound, FlowDecision.Deny, FlowState.None, null, null, null, null, null, FlowLogKind.NsgV1), flow.Offset),
            FlowFields.Of(flow));
        Assert.Null(flow.Context);
    }

    [Fact]
    public void Thirteen_fields_with_a_decision_are_NSG_version_2()
    {
        FlowRecord flow = SmallLogs.Flow(SmallLogs.Nsg("1724090346,10.1.0.4,20.98.192.237,35620,443,U,O,A,E,1,74,2,148"));

        Assert.Equal(
            NsgFlowOf(new TupleValues(1724090346000, "10.1.0.4", "20.98.192.237", 35620, 443, FlowProtocol.UDP, FlowDirection.Outbound, FlowDecision.Allow, FlowState.End, null, 1, 74, 2, 148, FlowLogKind.NsgV2), flow.Offset),
            FlowFields.Of(flow));
    }

    [Fact]
    public void Thirteen_fields_with_an_encryption_are_of_a_virtual_network()
    {
        FlowRecord flow = SmallLogs.Flow(SmallLogs.VNet("1733975962447,10.1.0.4,40.119.6.228,123,124,17,O,C,NX,4,360,5,528"));

        Assert.Equal(
            VNetFlowOf(new TupleValues(1733975962447, "10.1.0.4", "40.119.6.228", 123, 124, FlowProtocol.UDP, FlowDirection.Outbound, FlowDecision.Allow, FlowState.Continue, "NX", 4, 360, 5, 528, FlowLogKind.VNetV4), flow.Offset),
            FlowFields.Of(flow));
    }

    [Fact]
    public void Ten_fields_have_packets_and_bytes_of_what_was_sent()
    {
        FlowRecord flow = SmallLogs.Flow(SmallLogs.Nsg("1620382227,10.0.0.1,10.0.0.2,12345,80,6,I,A,10,840"));

        Assert.Equal(
            NsgFlowOf(new TupleValues(1620382227000, "10.0.0.1", "10.0.0.2", 12345, 80, FlowProtocol.TCP, FlowDirection.Inbound, FlowDecision.Allow, FlowState.None, null, 10, 840, null, null, FlowLogKind.Other), flow.Offset)
                with { Deviation = FlowDeviation.TenFieldTuple },
            FlowFields.Of(flow));
    }

    [Fact]
    public void The_offset_is_that_of_the_first_character_behind_the_quote()
    {
        string log = SmallLogs.Envelope(SmallLogs.NsgRecord("1487282421,192.0.2.95,10.1.0.4,51529,5358,T,I,D", "1487282422,192.0.2.95,10.1.0.4,51529,5358,T,I,D"));

        List<FlowRecord> flows = Logs.Decode(log).Flows;

        Assert.Equal(
            [log.IndexOf("1487282421", StringComparison.Ordinal), log.IndexOf("1487282422", StringComparison.Ordinal)],
            flows.Select(f => f.Offset));
    }

    [Theory]
    [InlineData('B', FlowState.Begin)]
    [InlineData('C', FlowState.Continue)]
    [InlineData('E', FlowState.End)]
    public void A_denied_NSG_tuple_keeps_the_state_it_has(char letter, FlowState state)
    {
        FlowRecord flow = SmallLogs.Flow(SmallLogs.Nsg($"1724090346,10.1.0.4,20.98.192.237,35620,443,T,O,D,{letter},,,,"));

        Assert.Equal(FlowDecision.Deny, flow.Decision);
        Assert.Equal(state, flow.State);
        Assert.Null(flow.PacketsSent ?? flow.BytesSent ?? flow.PacketsReceived ?? flow.BytesReceived);
        Assert.Equal(FlowDeviation.None, flow.Deviation);
    }

    [Theory]
    [InlineData('B', FlowState.Begin, FlowDecision.Allow)]
    [InlineData('C', FlowState.Continue, FlowDecision.Allow)]
    [InlineData('E', FlowState.End, FlowDecision.Allow)]
    [InlineData('D', FlowState.Deny, FlowDecision.Deny)]
    public void A_virtual_network_tuple_is_denied_in_state_D_alone(char letter, FlowState state, FlowDecision decision)
    {
        FlowRecord flow = SmallLogs.Flow(SmallLogs.VNet($"1733975962447,10.1.0.4,40.119.6.228,123,123,17,O,{letter},NX,0,0,0,0"));

        Assert.Equal(state, flow.State);
        Assert.Equal(decision, flow.Decision);
    }

    [Theory]
    [InlineData("X")]
    [InlineData("NX")]
    [InlineData("NX_HW_NOT_SUPPORTED")]
    [InlineData("NX_SW_NOT_READY")]
    [InlineData("NX_NOT_ACCEPTED")]
    [InlineData("NX_NOT_SUPPORTED")]
    [InlineData("NX_LOCAL_DST")]
    [InlineData("NX_FALLBACK")]
    [InlineData("SOMETHING NEW")]
    [InlineData("D")]
    [InlineData("ü")]
    public void Every_encryption_code_is_kept_as_logged(string code)
    {
        foreach (char state in "BCED")
        {
            FlowRecord flow = SmallLogs.Flow(SmallLogs.VNet($"1733975962447,10.1.0.4,40.119.6.228,123,123,17,O,{state},{code},0,0,0,0"));
            Assert.Equal(code, flow.Encryption);
            Assert.Equal(FlowDeviation.None, flow.Deviation);
        }
    }

    [Theory]
    [InlineData("B")]
    [InlineData("C")]
    [InlineData("E")]
    public void An_encryption_code_that_looks_like_a_state_is_one_where_no_decision_stands_before_it(string code)
    {
        foreach (char state in "BCE")
        {
            FlowRecord flow = SmallLogs.Flow(SmallLogs.VNet($"1733975962447,10.1.0.4,40.119.6.228,123,123,17,O,{state},{code},1,2,3,4"));
            Assert.Equal((FlowLogKind.VNetV4, code), (flow.Kind, flow.Encryption));
        }

        Assert.Equal(TupleFault.AmbiguousLayout, SmallLogs.Fault(SmallLogs.VNet($"1733975962447,10.1.0.4,40.119.6.228,123,123,17,O,D,{code},1,2,3,4")));
    }

    [Theory]
    [InlineData("T", FlowProtocol.TCP, FlowDeviation.None)]
    [InlineData("U", FlowProtocol.UDP, FlowDeviation.None)]
    [InlineData("6", FlowProtocol.TCP, FlowDeviation.NumericProtocol)]
    [InlineData("0", FlowProtocol.HOPOPT, FlowDeviation.NumericProtocol)]
    [InlineData("1", FlowProtocol.ICMP, FlowDeviation.NumericProtocol)]
    [InlineData("255", (FlowProtocol)255, FlowDeviation.NumericProtocol)]
    public void An_NSG_tuple_names_its_protocol_by_letter(string text, FlowProtocol protocol, FlowDeviation deviation)
    {
        FlowRecord flow = SmallLogs.Flow(SmallLogs.Nsg($"1724090346,10.1.0.4,20.98.192.237,35620,443,{text},O,A,E,1,74,0,0"));

        Assert.Equal((protocol, deviation), (flow.Protocol, flow.Deviation));
    }

    [Theory]
    [InlineData("6", FlowProtocol.TCP, FlowDeviation.None)]
    [InlineData("17", FlowProtocol.UDP, FlowDeviation.None)]
    [InlineData("50", FlowProtocol.ESP, FlowDeviation.None)]
    [InlineData("254", (FlowProtocol)254, FlowDeviation.None)]
    [InlineData("T", FlowProtocol.TCP, FlowDeviation.LetterProtocol)]
    [InlineData("U", FlowProtocol.UDP, FlowDeviation.LetterProtocol)]
    public void A_virtual_network_tuple_names_its_protocol_by_number(string text, FlowProtocol protocol, FlowDeviation deviation)
    {
        FlowRecord flow = SmallLogs.Flow(SmallLogs.VNet($"1733975962447,10.1.0.4,40.119.6.228,123,123,{text},O,C,NX,4,360,4,528"));

        Assert.Equal((protocol, deviation), (flow.Protocol, flow.Deviation));
    }

    [Fact]
    public void Several_lists_of_many_tuples_keep_their_order()
    {
        string[] tuples = [.. Enumerable.Range(0, 3000).Select(i => $"{1700000000 + i},10.0.0.1,10.0.0.2,{i},80,T,I,A")];

        Decoded decoded = Logs.Decode(SmallLogs.Envelope(SmallLogs.NsgRecord(tuples), SmallLogs.NsgRecord(tuples)));

        Assert.Equal([.. Enumerable.Range(0, 3000), .. Enumerable.Range(0, 3000)], decoded.Flows.Select(f => f.SourcePort));
        Assert.Equal((2, 6000), (decoded.Summary.Records, decoded.Summary.Tuples));
    }

    private static FlowFields NsgFlowOf(TupleValues values, long offset) => new()
    {
        Tuple = values,
        Rule = "UserRule_SSH",
        NetworkSecurityGroup = "WEB-NSG",
        AclId = SmallLogs.NsgId,
        ResourceId = SmallLogs.NsgId,
        TargetResourceId = null,
        MacAddress = "000D3AF8801A",
        RecordTime = s_recordTime,
        Source = "memory.json",
        Offset = offset,
        Deviation = FlowDeviation.None,
    };

    private static FlowFields VNetFlowOf(TupleValues values, long offset) => new()
    {
        Tuple = values,
        Rule = "DefaultRule_DenyAllInBound",
        NetworkSecurityGroup = "db-nsg",
        AclId = SmallLogs.AclId,
        ResourceId = SmallLogs.FlowLogId,
        TargetResourceId = SmallLogs.VNetId,
        MacAddress = "6045BDEC2532",
        RecordTime = s_recordTime,
        Source = "memory.json",
        Offset = offset,
        Deviation = FlowDeviation.None,
    };
}
