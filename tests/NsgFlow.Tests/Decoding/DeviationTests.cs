using System.Text;
using System.Text.Json;
using NsgFlow.Decoding;
using NsgFlow.Tests.Support;
using NsgFlow.Tuples;

namespace NsgFlow.Tests.Decoding;

/// <summary>Samples from the wild that depart from the format, with every property of every flow written out.</summary>
public sealed class DeviationTests
{
    private const string TenFieldFile = "deviations/seed-ten-field-tuples.json";
    private const string HybridFile = "deviations/hybrid-nsg-tuples-in-flowrecords.json";
    private const string MillisecondFile = "deviations/nsg-v2-millisecond-time.json";
    private const string BandwidthFile = "documentation/bandwidth-example.json";
    private const string MyNsg = "/SUBSCRIPTIONS/12345678-1234-1234-1234-123456789012/RESOURCEGROUPS/MYRESOURCEGROUP/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/MYNSG";

    [ConformanceFact]
    public void Ten_fields_with_a_dashed_MAC_and_a_version_out_of_place()
    {
        const string nic = "/subscriptions/abcdef12-3456-7890-abcd-ef1234567890/resourceGroups/myResourceGroup/providers/Microsoft.Network/networkInterfaces/myNic";
        FlowFields Flow(string tuple, TupleValues values) => new()
        {
            Tuple = values,
            Rule = "UserRule_Port_80",
            NetworkSecurityGroup = null,
            AclId = nic,
            ResourceId = nic,
            TargetResourceId = null,
            MacAddress = "00-0D-3A-B6-7A-48",
            RecordTime = new DateTimeOffset(2023, 7, 21, 19, 23, 45, TimeSpan.Zero),
            Source = ConformanceData.PathOf(TenFieldFile),
            Offset = OffsetOf(TenFieldFile, tuple),
            Deviation = FlowDeviation.TenFieldTuple | FlowDeviation.MacAddressFormat | FlowDeviation.UnexpectedVersion,
        };

        Check(
            TenFieldFile,
            Flow("1620382227,10.0.0.1,10.0.0.2,12345,80,6,I,A,10,840", new TupleValues(Milliseconds(2021, 5, 7, 10, 10, 27), "10.0.0.1", "10.0.0.2", 12345, 80, FlowProtocol.TCP, FlowDirection.Inbound, FlowDecision.Allow, FlowState.None, null, 10, 840, null, null, FlowLogKind.Other)),
            Flow("1620382287,10.0.0.2,10.0.0.1,80,12345,6,O,A,10,840", new TupleValues(Milliseconds(2021, 5, 7, 10, 11, 27), "10.0.0.2", "10.0.0.1", 80, 12345, FlowProtocol.TCP, FlowDirection.Outbound, FlowDecision.Allow, FlowState.None, null, 10, 840, null, null, FlowLogKind.Other)));
    }

    [ConformanceFact]
    public void NSG_tuples_inside_flowRecords()
    {
        FlowFields Flow(string tuple, int minute, string rule, string mac, TupleValues values) => new()
        {
            Tuple = values,
            Rule = rule,
            NetworkSecurityGroup = "MYNSG",
            AclId = MyNsg,
            ResourceId = MyNsg,
            TargetResourceId = null,
            MacAddress = mac,
            RecordTime = new DateTimeOffset(2024, 1, 15, 10, minute, 0, TimeSpan.Zero),
            Source = ConformanceData.PathOf(HybridFile),
            Offset = OffsetOf(HybridFile, tuple),
            Deviation = FlowDeviation.NsgTupleInFlowRecords | (values.State == FlowState.Begin ? FlowDeviation.CountersWithoutStatistics : FlowDeviation.None),
        };

        const string internet = "DefaultRule_AllowInternetOutBound";
        const string mac = "00155D123456";
        Check(
            HybridFile,
            Flow("1705318200,10.0.1.4,13.107.42.14,52044,443,T,O,A,B,5,1500,3,900", 30, internet, mac, new TupleValues(Milliseconds(2024, 1, 15, 11, 30, 0), "10.0.1.4", "13.107.42.14", 52044, 443, FlowProtocol.TCP, FlowDirection.Outbound, FlowDecision.Allow, FlowState.Begin, null, 5, 1500, 3, 900, FlowLogKind.NsgV2)),
            Flow("1705318205,10.0.1.4,13.107.42.14,52044,443,T,O,A,C,10,3000,8,2400", 30, internet, mac, new TupleValues(Milliseconds(2024, 1, 15, 11, 30, 5), "10.0.1.4", "13.107.42.14", 52044, 443, FlowProtocol.TCP, FlowDirection.Outbound, FlowDecision.Allow, FlowState.Continue, null, 10, 3000, 8, 2400, FlowLogKind.NsgV2)),
            Flow("1705318210,10.0.1.4,13.107.42.14,52044,443,T,O,A,E,2,500,1,200", 30, internet, mac, new TupleValues(Milliseconds(2024, 1, 15, 11, 30, 10), "10.0.1.4", "13.107.42.14", 52044, 443, FlowProtocol.TCP, FlowDirection.Outbound, FlowDecision.Allow, FlowState.End, null, 2, 500, 1, 200, FlowLogKind.NsgV2)),
            Flow("1705318215,10.0.1.5,40.112.72.205,49876,80,T,O,A,B,3,900,2,600", 30, internet, mac, new TupleValues(Milliseconds(2024, 1, 15, 11, 30, 15), "10.0.1.5", "40.112.72.205", 49876, 80, FlowProtocol.TCP, FlowDirection.Outbound, FlowDecision.Allow, FlowState.Begin, null, 3, 900, 2, 600, FlowLogKind.NsgV2)),
            Flow("1705318220,192.168.1.100,10.0.1.4,54321,22,T,I,D,B,1,60,0,0", 30, "UserRule_DenySSH", mac, new TupleValues(Milliseconds(2024, 1, 15, 11, 30, 20), "192.168.1.100", "10.0.1.4", 54321, 22, FlowProtocol.TCP, FlowDirection.Inbound, FlowDecision.Deny, FlowState.Begin, null, 1, 60, 0, 0, FlowLogKind.NsgV2)),
            Flow("1705318260,10.0.2.10,10.0.1.4,50123,3389,T,I,A,B,8,2400,5,1500", 31, "DefaultRule_AllowVnetInBound", "00155D789ABC", new TupleValues(Milliseconds(2024, 1, 15, 11, 31, 0), "10.0.2.10", "10.0.1.4", 50123, 3389, FlowProtocol.TCP, FlowDirection.Inbound, FlowDecision.Allow, FlowState.Begin, null, 8, 2400, 5, 1500, FlowLogKind.NsgV2)));
    }

    [ConformanceFact]
    public void Milliseconds_and_counters_on_a_begin_in_an_NSG_log()
    {
        const string nsg = "/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000000/RESOURCEGROUPS/rg/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/web-nsg";
        Check(MillisecondFile, new FlowFields
        {
            Tuple = new TupleValues(Milliseconds(2026, 4, 10, 5, 2, 0), "10.0.1.4", "10.0.2.7", 49812, 3306, FlowProtocol.TCP, FlowDirection.Outbound, FlowDecision.Allow, FlowState.Begin, null, 12, 4500, 10, 3200, FlowLogKind.NsgV2),
            Rule = "AllowDb",
            NetworkSecurityGroup = "web-nsg",
            AclId = nsg,
            ResourceId = nsg,
            TargetResourceId = null,
            MacAddress = "000D3A1B2C3D",
            RecordTime = new DateTimeOffset(2026, 4, 10, 5, 2, 0, TimeSpan.Zero),
            Source = ConformanceData.PathOf(MillisecondFile),
            Offset = OffsetOf(MillisecondFile, "1775797320000"),
            Deviation = FlowDeviation.TimeUnit | FlowDeviation.CountersWithoutStatistics,
        });
    }

    [ConformanceFact]
    public void Both_lists_of_the_bandwidth_example_add_up_to_the_documented_totals()
    {
        using JsonDocument example = JsonDocument.Parse(File.ReadAllBytes(ConformanceData.PathOf(BandwidthFile)));
        foreach ((string list, FlowLogKind kind, FlowDeviation begin, FlowDeviation rest) in new[]
        {
            ("nsg", FlowLogKind.NsgV2, FlowDeviation.None, FlowDeviation.None),
            ("vnet", FlowLogKind.VNetV4, FlowDeviation.TimeUnit | FlowDeviation.EmptyCounters, FlowDeviation.TimeUnit),
        })
        {
            string[] tuples = [.. example.RootElement.GetProperty(list).EnumerateArray().Select(t => t.GetString()!)];
            List<FlowRecord> flows = BareTupleTests.Decode(tuples, null);
            Assert.Equal(3, flows.Count);
            Assert.All(flows, f => Assert.Equal(kind, f.Kind));
            Assert.Equal([FlowState.Begin, FlowState.Continue, FlowState.End], flows.Select(f => f.State));
            Assert.Equal([begin, rest, rest], flows.Select(f => f.Deviation));
            Assert.Null(flows[0].PacketsSent ?? flows[0].BytesSent ?? flows[0].PacketsReceived ?? flows[0].BytesReceived);
            Assert.Equal(9125, flows.Skip(1).Sum(f => f.PacketsSent!.Value + f.PacketsReceived!.Value));
            Assert.Equal(5_256_000, flows.Skip(1).Sum(f => f.BytesSent!.Value + f.BytesReceived!.Value));
        }
    }

    private static void Check(string file, params FlowFields[] expected)
    {
        var source = new FileFlowSource(ConformanceData.PathOf(file));
        Decoded decoded = Logs.Decode(source);
        Assert.Empty(decoded.Faults);
        Assert.Equal(expected, FlowFields.Of(decoded.Flows));

        Decoded strict = Logs.Decode(source, new FlowReadOptions { Strict = true });
        Assert.Empty(strict.Flows);
        Assert.Equal(
            expected.Select(f => (FlowFaultKind.InvalidTuple, TupleFault.Strict, f.Deviation, f.Offset, f.Source)),
            strict.Faults.Select(f => (f.Kind, f.Tuple, f.Deviation, f.Offset, f.Source)));
    }

    private static long Milliseconds(int year, int month, int day, int hour, int minute, int second) =>
        new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static long OffsetOf(string file, string tuple)
    {
        byte[] bytes = File.ReadAllBytes(ConformanceData.PathOf(file));
        return bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(tuple));
    }
}
