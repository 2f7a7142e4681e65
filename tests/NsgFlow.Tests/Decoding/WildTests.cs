using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NsgFlow.Decoding;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Decoding;

/// <summary>What is met in logs and seldom in their description, each in a small log of our own. README.md has the whole list.</summary>
public sealed class WildTests
{
    private const string Begin = "1700000000123,10.0.0.1,10.0.0.2,1,2,6,I,B,NX,0,0,0,0";
    private const string End = "1700000000123,10.0.0.1,10.0.0.2,1,2,6,I,E,NX,1,2,3,4";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    [Fact]
    public void Ten_fields_of_a_network_interface_with_a_dashed_MAC_and_a_version_out_of_place_are_decoded_and_marked()
    {
        const string nic = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/networkInterfaces/n";
        const string record = $$$"""{"time":"2026-01-02T03:04:05Z","startTime":"2026-01-02T03:00:00Z","endTime":"2026-01-02T03:05:00Z","version":"1","category":"NetworkSecurityGroupFlowEvent","resourceId":"{{{nic}}}","properties":{"flows":[{"rule":"r","flows":[{"mac":"00-0D-3A-B6-7A-48","flowTuples":["1700000000,10.0.0.1,10.0.0.2,12345,80,6,I,A,10,840"]}]}]}}""";

        FlowRecord flow = SmallLogs.Flow(Logs.Decode(SmallLogs.Envelope(record)));

        Assert.Equal((FlowLogKind.Other, nic, nic, null), (flow.Kind, flow.ResourceId, flow.AclId, flow.NetworkSecurityGroup));
        Assert.Equal((10, 840, null, null), (flow.PacketsSent, flow.BytesSent, flow.PacketsReceived, flow.BytesReceived));
        Assert.Equal(("00-0D-3A-B6-7A-48", FlowState.None, FlowProtocol.TCP), (flow.MacAddress, flow.State, flow.Protocol));
        Assert.Equal(FlowDeviation.TenFieldTuple | FlowDeviation.MacAddressFormat | FlowDeviation.UnexpectedVersion, flow.Deviation);
    }

    [Fact]
    public void Milliseconds_and_counters_on_the_begin_of_an_NSG_flow_are_decoded_and_marked()
    {
        FlowRecord flow = SmallLogs.Flow(SmallLogs.Nsg("1700000000123,10.0.0.1,10.0.0.2,1,2,T,O,A,B,12,4500,10,3200"));

        Assert.Equal((FlowLogKind.NsgV2, FlowState.Begin, 123), (flow.Kind, flow.State, flow.Time.Millisecond));
        Assert.Equal((12, 4500, 10, 3200), (flow.PacketsSent, flow.BytesSent, flow.PacketsReceived, flow.BytesReceived));
        Assert.Equal(FlowDeviation.TimeUnit | FlowDeviation.CountersWithoutStatistics, flow.Deviation);
    }

    [Fact]
    public void Equal_tuples_and_repeated_records_are_a_flow_each()
    {
        string record = SmallLogs.VNetRecord(End, End);
        string log = SmallLogs.Envelope(record, record);

        Decoded decoded = Logs.Decode(log);

        Assert.Empty(decoded.Faults);
        Assert.Equal((4, 2), (decoded.Flows.Count, decoded.Summary.Records));
        Assert.Equal(4, decoded.Flows.Select(f => f.Offset).Distinct().Count());
        Assert.Single(FlowFields.Of(decoded.Flows).Select(f => f with { Offset = 0 }).Distinct());
    }

    [Fact]
    public void Tuples_come_in_the_order_of_the_log_be_it_that_of_time_or_not()
    {
        string earlier = End.Replace("1700000000123", "1600000000000", StringComparison.Ordinal);

        Decoded decoded = SmallLogs.VNet(End, Begin, earlier);

        Assert.Empty(decoded.Faults);
        Assert.Equal([FlowState.End, FlowState.Begin, FlowState.End], decoded.Flows.Select(f => f.State));
        Assert.Equal([1_700_000_000_123, 1_700_000_000_123, 1_600_000_000_000], decoded.Flows.Select(f => f.Time.ToUnixTimeMilliseconds()));
        Assert.All(decoded.Flows, f => Assert.Equal(FlowDeviation.None, f.Deviation));
    }

    [Fact]
    public void White_space_and_line_breaks_anywhere_change_nothing_but_the_offset()
    {
        string plain = SmallLogs.Envelope(SmallLogs.VNetRecord(Begin, End), SmallLogs.NsgRecord("1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A"));
        string pretty = JsonNode.Parse(plain)!.ToJsonString(s_indented);

        foreach (string log in new[] { pretty, pretty.ReplaceLineEndings("\r\n"), plain.Replace(",\"", "\n,\t\"", StringComparison.Ordinal) })
        {
            Decoded decoded = Logs.Decode(log);
            Assert.Empty(decoded.Faults);
            Assert.Equal(FlowFields.Of(Logs.Decode(plain).Flows).Select(f => f with { Offset = 0 }), FlowFields.Of(decoded.Flows).Select(f => f with { Offset = 0 }));
            Assert.All(decoded.Flows, f => Assert.Equal((byte)'"', Encoding.UTF8.GetBytes(log)[f.Offset - 1]));
        }
    }

    /// <summary>Bytes that no UTF-8 has: alone, the first of two without the second, half of a pair of UTF-16.</summary>
    [Theory]
    [InlineData(new byte[] { 0xFF }, "\uFFFD")]
    [InlineData(new byte[] { 0xC3, (byte)'(' }, "\uFFFD(")]
    [InlineData(new byte[] { 0xC3 }, "\uFFFD")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "\uFFFD\uFFFD\uFFFD")]
    public void Bytes_that_are_no_UTF8_show_as_such_in_a_text_and_are_damage_outside(byte[] bytes, string read)
    {
        string first = SmallLogs.NsgRecord("1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A");
        string last = SmallLogs.NsgRecord("1700000000,10.0.0.1,10.0.0.2,2,2,T,I,A");

        Decoded inRule = Logs.Decode(With(SmallLogs.Envelope(first.Replace("UserRule_SSH", "#", StringComparison.Ordinal), last), bytes));
        Assert.Empty(inRule.Faults);
        Assert.Equal([read, "UserRule_SSH"], inRule.Flows.Select(f => f.Rule));

        Decoded inKey = Logs.Decode(With(SmallLogs.Envelope(first.Replace("\"category\"", "\"cat#gory\"", StringComparison.Ordinal), last), bytes));
        Assert.Empty(inKey.Faults);
        Assert.Equal([1, 2], inKey.Flows.Select(f => f.SourcePort));

        string between = $"{{\"records\":[{first},#{last}]}}";
        Decoded outside = Logs.Decode(With(between, bytes));
        Assert.Equal([1, 2], outside.Flows.Select(f => f.SourcePort));
        Assert.Equal((FlowFaultKind.DamagedJson, between.IndexOf('#', StringComparison.Ordinal)), Assert.Single(outside.Faults.Select(f => (f.Kind, (int)f.Offset))));
    }

    private static byte[] With(string text, byte[] bytes) =>
        [.. text.SelectMany(c => c == '#' ? bytes : Encoding.UTF8.GetBytes([c]))];
}
