using NsgFlow.Decoding;
using NsgFlow.Tests.Support;
using NsgFlow.Tuples;

namespace NsgFlow.Tests.Decoding;

/// <summary>Departures from the format: which are decoded and marked, which are errors, and what strictness makes of them.</summary>
public sealed class ResolveTests
{
    private const string NsgV1 = "1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A";
    private const string NsgV2 = "1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A,E,1,2,3,4";
    private const string NumericNsgV2 = "1700000000,10.0.0.1,10.0.0.2,1,2,6,I,A,E,1,2,3,4";
    private const string VNet = "1700000000123,10.0.0.1,10.0.0.2,1,2,6,I,E,NX,1,2,3,4";
    private const string Ten = "1700000000,10.0.0.1,10.0.0.2,1,2,6,I,A,10,840";

    [Theory]
    [InlineData(NsgV1, FlowLogKind.NsgV1, FlowDeviation.NsgTupleInFlowRecords)]
    [InlineData(NsgV2, FlowLogKind.NsgV2, FlowDeviation.NsgTupleInFlowRecords)]
    [InlineData(NumericNsgV2, FlowLogKind.NsgV2, FlowDeviation.NsgTupleInFlowRecords | FlowDeviation.NumericProtocol)]
    [InlineData("1700000000,10.0.0.1,10.0.0.2,1,2,T,I,D,B,,,,", FlowLogKind.NsgV2, FlowDeviation.NsgTupleInFlowRecords)]
    [InlineData(Ten, FlowLogKind.Other, FlowDeviation.TenFieldTuple)]
    [InlineData("1700000000,10.0.0.1,10.0.0.2,1,2,6,I,E,NX,1,2,3,4", FlowLogKind.VNetV4, FlowDeviation.TimeUnit)]
    [InlineData("1700000000123,10.0.0.1,10.0.0.2,1,2,T,I,E,NX,1,2,3,4", FlowLogKind.VNetV4, FlowDeviation.LetterProtocol)]
    [InlineData("1700000000,10.0.0.1,10.0.0.2,1,2,U,I,D,NX,,,,", FlowLogKind.VNetV4, FlowDeviation.LetterProtocol | FlowDeviation.TimeUnit | FlowDeviation.EmptyCounters)]
    public void Other_tuples_in_flowRecords_are_decoded_and_marked(string tuple, FlowLogKind kind, FlowDeviation deviation)
    {
        FlowRecord flow = SmallLogs.Flow(SmallLogs.VNet(tuple));

        Assert.Equal((kind, deviation), (flow.Kind, flow.Deviation));
        Assert.Equal(kind == FlowLogKind.VNetV4, flow.Encryption is not null);
    }

    [Theory]
    [InlineData(VNet, FlowLogKind.VNetV4, FlowDeviation.VNetTupleInProperties)]
    [InlineData("1700000000123,10.0.0.1,10.0.0.2,1,2,6,I,D,X,0,0,0,0", FlowLogKind.VNetV4, FlowDeviation.VNetTupleInProperties)]
    [InlineData("1700000000,10.0.0.1,10.0.0.2,1,2,6,I,B,NX_FALLBACK,,,,", FlowLogKind.VNetV4, FlowDeviation.VNetTupleInProperties | FlowDeviation.TimeUnit | FlowDeviation.EmptyCounters)]
    [InlineData("1700000000123,10.0.0.1,10.0.0.2,1,2,T,I,A", FlowLogKind.NsgV1, FlowDeviation.TimeUnit)]
    [InlineData("1700000000123,10.0.0.1,10.0.0.2,1,2,17,I,D,B,,,,", FlowLogKind.NsgV2, FlowDeviation.TimeUnit | FlowDeviation.NumericProtocol)]
    [InlineData(Ten, FlowLogKind.Other, FlowDeviation.TenFieldTuple)]
    public void Other_tuples_in_properties_are_decoded_and_marked(string tuple, FlowLogKind kind, FlowDeviation deviation)
    {
        FlowRecord flow = SmallLogs.Flow(SmallLogs.Nsg(tuple));

        Assert.Equal((kind, deviation), (flow.Kind, flow.Deviation));
    }

    [Fact]
    public void What_has_two_readings_or_none_is_an_error()
    {
        // An NSG denial, or state D with an encryption code B?
        Assert.Equal(TupleFault.AmbiguousLayout, SmallLogs.Fault(SmallLogs.VNet("1700000000123,10.0.0.1,10.0.0.2,1,2,6,I,D,B,0,0,0,0")));

        // A code nobody knows is no proof of a virtual network tuple where an NSG tuple is expected, nor is a letter.
        Assert.Equal(TupleFault.Decision, SmallLogs.Fault(SmallLogs.Nsg("1700000000123,10.0.0.1,10.0.0.2,1,2,6,I,B,Q,0,0,0,0")));
        Assert.Equal(TupleFault.Decision, SmallLogs.Fault(SmallLogs.Nsg("1700000000123,10.0.0.1,10.0.0.2,1,2,T,I,B,NX,0,0,0,0")));
        Assert.Equal(TupleFault.State, SmallLogs.Fault(SmallLogs.Nsg("1700000000123,10.0.0.1,10.0.0.2,1,2,6,I,D,Q,0,0,0,0")));
        Assert.Equal(TupleFault.State, SmallLogs.Fault(SmallLogs.VNet("1700000000123,10.0.0.1,10.0.0.2,1,2,6,I,A,NX,0,0,0,0")));

        // Nine fields (no counters), fourteen and fifteen are seen in the wild; their meaning is not certain.
        Assert.Equal(TupleFault.FieldCount, SmallLogs.Fault(SmallLogs.VNet("1700000000123,10.0.0.1,10.0.0.2,1,2,6,I,E,NX")));
        Assert.Equal(TupleFault.FieldCount, SmallLogs.Fault(SmallLogs.Nsg("1700000000,10.0.0.1,10.0.0.2,1,2,U,O,A,B,,,,,")));
        Assert.Equal(TupleFault.FieldCount, SmallLogs.Fault(SmallLogs.Nsg("1700000000,10.0.0.1,10.0.0.2,1,2,U,O,A,B,,,,,,")));
    }

    [Theory]
    [InlineData("1", NsgV1, false)]
    [InlineData("2", NsgV2, false)]
    [InlineData("1", NsgV2, true)]
    [InlineData("2", NsgV1, true)]
    [InlineData("3", NsgV2, true)]
    [InlineData("\"2\"", NsgV2, true)]
    [InlineData("\"two\"", NsgV2, true)]
    [InlineData("null", NsgV2, false)]
    [InlineData("4", VNet, true)]
    public void The_version_of_an_NSG_record_is_compared_with_its_tuples(string version, string tuple, bool marked)
    {
        string log = SmallLogs.Envelope(SmallLogs.NsgRecord(tuple)).Replace("\"properties\":{", $"\"properties\":{{\"Version\":{version},", StringComparison.Ordinal);

        FlowRecord flow = SmallLogs.Flow(Logs.Decode(log));

        Assert.Equal(marked, flow.Deviation.HasFlag(FlowDeviation.UnexpectedVersion));
    }

    [Theory]
    [InlineData("\"flowLogVersion\":4", VNet, false)]
    [InlineData("\"flowLogVersion\":3", VNet, false)]
    [InlineData("\"flowLogVersion\":5", VNet, true)]
    [InlineData("\"flowLogVersion\":2", VNet, true)]
    [InlineData("\"flowLogVersion\":\"4\"", VNet, true)]
    [InlineData("\"flowLogVersion\":4", NsgV2, true)]
    [InlineData("\"version\":4", VNet, true)]
    [InlineData("\"properties\":{\"Version\":2}", NsgV2, false)]
    [InlineData("\"properties\":{\"Version\":2}", VNet, true)]
    public void The_version_of_a_virtual_network_record_is_compared_with_its_tuples(string version, string tuple, bool marked)
    {
        string log = SmallLogs.Envelope(SmallLogs.VNetRecord(tuple)).Replace("{\"time\"", $"{{{version},\"time\"", StringComparison.Ordinal);

        FlowRecord flow = SmallLogs.Flow(Logs.Decode(log));

        Assert.Equal(marked, flow.Deviation.HasFlag(FlowDeviation.UnexpectedVersion));
    }

    [Fact]
    public void A_version_beside_properties_is_out_of_place()
    {
        string log = SmallLogs.Envelope(SmallLogs.NsgRecord(NsgV1)).Replace("{\"time\"", "{\"version\":\"1\",\"time\"", StringComparison.Ordinal);

        Assert.Equal(FlowDeviation.UnexpectedVersion, SmallLogs.Flow(Logs.Decode(log)).Deviation);
    }

    [Fact]
    public void Tuples_of_several_versions_in_one_record_are_each_compared()
    {
        string log = SmallLogs.Envelope(SmallLogs.NsgRecord(NsgV1, NsgV2, NsgV1)).Replace("\"properties\":{", "\"properties\":{\"Version\":2,", StringComparison.Ordinal);

        Assert.Equal(
            [FlowDeviation.UnexpectedVersion, FlowDeviation.None, FlowDeviation.UnexpectedVersion],
            Logs.Decode(log).Flows.Select(f => f.Deviation));
    }

    [Theory]
    [InlineData("00-0D-3A-B6-7A-48", "00-0D-3A-B6-7A-48", true)]
    [InlineData("0022487bc205", "0022487BC205", false)]
    [InlineData("0022487BC20", "0022487BC20", true)]
    [InlineData("0022487BC2055", "0022487BC2055", true)]
    [InlineData("0022487BC20G", "0022487BC20G", true)]
    [InlineData("", "", true)]
    public void A_MAC_address_is_twelve_digits_or_stays_as_logged(string written, string read, bool marked)
    {
        string log = SmallLogs.Envelope(SmallLogs.NsgRecord(NsgV1)).Replace("\"mac\":\"000D3AF8801A\"", $"\"mac\":\"{written}\"", StringComparison.Ordinal);

        FlowRecord flow = SmallLogs.Flow(Logs.Decode(log));

        Assert.Equal((read, marked ? FlowDeviation.MacAddressFormat : FlowDeviation.None), (flow.MacAddress, flow.Deviation));
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05.1234567Z", 1234567)]
    [InlineData("2026-01-02T03:04:05.1234567+00:00", 1234567)]
    [InlineData("2026-01-02T05:04:05.1234567+02:00", 1234567)]
    [InlineData("2026-01-02T03:04:05.123Z", 1230000)]
    [InlineData("2026-01-02T03:04:05Z", 0)]
    [InlineData("2026-01-02T03:04:05", 0)]
    [InlineData("2026-01-02 03:04:05Z", 0)]
    [InlineData("2026-01-02T03:04:05.123456Z", 1234560)]
    public void The_record_time_is_read_in_UTC(string text, int ticks)
    {
        FlowRecord flow = SmallLogs.Flow(WithTime($"\"{text}\""));

        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(ticks), flow.RecordTime);
        Assert.Equal((TimeSpan.Zero, FlowDeviation.None), (flow.RecordTime!.Value.Offset, flow.Deviation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("10:30")]
    [InlineData("10:30:00Z")]
    [InlineData("1/2/2026 03:04:05")]
    [InlineData("2 Jan 2026 03:04:05")]
    [InlineData("2026.01.02 03:04:05")]
    [InlineData("2026-1-2T03:04:05Z")]
    [InlineData("2026-01-02")]
    [InlineData("2026-13-02T03:04:05Z")]
    [InlineData("2026-01-02T25:04:05Z")]
    [InlineData("1700000000")]
    [InlineData("5.5")]
    [InlineData("2026-01-02T03:04:05ZZ")]
    public void A_record_time_that_is_no_ISO_8601_is_null_and_marked(string text)
    {
        FlowRecord flow = SmallLogs.Flow(WithTime($"\"{text}\""));

        Assert.Equal((null, FlowDeviation.RecordTimeFormat), (flow.RecordTime, flow.Deviation));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("1700000000")]
    public void A_record_time_that_is_no_text_is_null(string value) => Assert.Null(SmallLogs.Flow(WithTime(value)).RecordTime);

    [Theory]
    [InlineData(VNet)]
    [InlineData("1700000000123,10.0.0.1,10.0.0.2,1,2,T,I,A")]
    [InlineData(NumericNsgV2)]
    [InlineData(Ten)]
    [InlineData("1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A,B,1,2,3,4")]
    public void Strictness_makes_an_error_of_every_departure(string tuple)
    {
        string log = SmallLogs.Envelope(SmallLogs.NsgRecord(tuple, NsgV1));
        FlowDeviation deviation = Logs.Decode(log).Flows[0].Deviation;

        Decoded strict = Logs.Decode(log, new FlowReadOptions { Strict = true });

        FlowFault fault = Assert.Single(strict.Faults);
        Assert.Equal((TupleFault.Strict, deviation, tuple), (fault.Tuple, fault.Deviation, fault.Text));
        Assert.NotEqual(FlowDeviation.None, fault.Deviation);
        Assert.Single(strict.Flows);
    }

    private static Decoded WithTime(string value) =>
        Logs.Decode(SmallLogs.Envelope(SmallLogs.NsgRecord(NsgV1)).Replace("\"2026-01-02T03:04:05.1234567Z\"", value, StringComparison.Ordinal));
}
