using NsgFlow.Tests.Support;
using NsgFlow.Tuples;

namespace NsgFlow.Tests.Decoding;

/// <summary>Counters: empty is not zero, begin and deny carry none, and what stands there against the rule is kept.</summary>
public sealed class CounterTests
{
    [Theory]
    [InlineData("B,NX")]
    [InlineData("D,NX")]
    public void Zeros_on_a_virtual_network_tuple_without_statistics_are_unknown(string state) =>
        AssertCounters(VNet(state, "0,0,0,0"), [null, null, null, null], FlowDeviation.None);

    [Theory]
    [InlineData("C,NX")]
    [InlineData("E,NX")]
    public void Zeros_on_a_virtual_network_tuple_with_statistics_are_zeros(string state) =>
        AssertCounters(VNet(state, "0,0,0,0"), [0, 0, 0, 0], FlowDeviation.None);

    [Theory]
    [InlineData("B,NX")]
    [InlineData("D,NX")]
    public void A_counter_that_is_not_zero_is_kept_and_marked_and_its_neighbours_with_it(string state)
    {
        AssertCounters(VNet(state, "0,0,0,1"), [0, 0, 0, 1], FlowDeviation.CountersWithoutStatistics);
        AssertCounters(VNet(state, "1,0,0,0"), [1, 0, 0, 0], FlowDeviation.CountersWithoutStatistics);
        AssertCounters(VNet(state, ",7,,"), [null, 7, null, null], FlowDeviation.CountersWithoutStatistics | FlowDeviation.EmptyCounters);
    }

    [Theory]
    [InlineData(",,,")]
    [InlineData("0,,,0")]
    public void Empty_counters_of_a_virtual_network_are_unknown_and_marked(string counters)
    {
        AssertCounters(VNet("B,NX", counters), [null, null, null, null], FlowDeviation.EmptyCounters);
        AssertCounters(VNet("D,NX", counters), [null, null, null, null], FlowDeviation.EmptyCounters);
    }

    [Fact]
    public void Each_counter_of_a_virtual_network_may_be_empty_by_itself()
    {
        AssertCounters(VNet("E,NX", ",2,3,4"), [null, 2, 3, 4], FlowDeviation.EmptyCounters);
        AssertCounters(VNet("E,NX", "1,,3,4"), [1, null, 3, 4], FlowDeviation.EmptyCounters);
        AssertCounters(VNet("C,NX", "1,2,,4"), [1, 2, null, 4], FlowDeviation.EmptyCounters);
        AssertCounters(VNet("C,NX", "1,2,3,"), [1, 2, 3, null], FlowDeviation.EmptyCounters);
    }

    [Fact]
    public void Each_counter_of_an_NSG_may_be_empty_and_is_not_zero_then()
    {
        AssertCounters(Nsg("A,E", ",,,"), [null, null, null, null], FlowDeviation.None);
        AssertCounters(Nsg("A,E", "0,0,0,0"), [0, 0, 0, 0], FlowDeviation.None);
        AssertCounters(Nsg("A,C", ",2,3,4"), [null, 2, 3, 4], FlowDeviation.None);
        AssertCounters(Nsg("A,C", "1,2,3,"), [1, 2, 3, null], FlowDeviation.None);
    }

    [Fact]
    public void Counters_on_the_begin_of_an_NSG_flow_are_kept_and_marked_unless_zero()
    {
        AssertCounters(Nsg("A,B", ",,,"), [null, null, null, null], FlowDeviation.None);
        AssertCounters(Nsg("A,B", "0,0,0,0"), [0, 0, 0, 0], FlowDeviation.None);
        AssertCounters(Nsg("A,B", "12,4500,10,3200"), [12, 4500, 10, 3200], FlowDeviation.CountersWithoutStatistics);
        AssertCounters(Nsg("D,B", "1,60,0,0"), [1, 60, 0, 0], FlowDeviation.CountersWithoutStatistics);
        AssertCounters(Nsg("D,B", ",,,1"), [null, null, null, 1], FlowDeviation.CountersWithoutStatistics);
    }

    [Theory]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("1000000000000000000", 1_000_000_000_000_000_000)]
    [InlineData("999999999999999999", 999_999_999_999_999_999)]
    [InlineData("10000000000000000", 10_000_000_000_000_000)]
    [InlineData("9999999999999999", 9_999_999_999_999_999)]
    [InlineData("123456789", 123_456_789)]
    [InlineData("12345678", 12_345_678)]
    [InlineData("100000000", 100_000_000)]
    [InlineData("99999999", 99_999_999)]
    [InlineData("0000000000000000007", 7)]
    [InlineData("007", 7)]
    public void Counters_reach_to_63_bits(string text, long value)
    {
        AssertCounters(Nsg("A,E", $"{text},2,3,4"), [value, 2, 3, 4], FlowDeviation.None);
        AssertCounters(Nsg("A,E", $"1,2,3,{text}"), [1, 2, 3, value], FlowDeviation.None);
        AssertCounters(VNet("E,NX", $"1,{text},3,4"), [1, value, 3, 4], FlowDeviation.None);
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("9999999999999999999")]
    [InlineData("18446744073709551615")]
    [InlineData("18446744073709551616")]
    [InlineData("00000000000000000001")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData("1:")]
    [InlineData("1/")]
    [InlineData("null")]
    [InlineData("NaN")]
    [InlineData("١٢")]
    [InlineData("１")]
    [InlineData("12345678a")]
    [InlineData("a12345678")]
    [InlineData("1234567890123456a")]
    [InlineData("a123456789012345678")]
    public void What_is_no_number_within_63_bits_is_no_counter(string text)
    {
        string[] counters = [$"{text},2,3,4", $"1,{text},3,4", $"1,2,{text},4", $"1,2,3,{text}"];
        foreach (string c in counters)
        {
            Assert.Equal(TupleFault.Counter, SmallLogs.Fault(Nsg("A,E", c)));
            Assert.Equal(TupleFault.Counter, SmallLogs.Fault(VNet("E,NX", c)));
        }

        Assert.Equal(TupleFault.Counter, SmallLogs.Fault(SmallLogs.Nsg($"1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A,{text},840")));
        Assert.Equal(TupleFault.Counter, SmallLogs.Fault(SmallLogs.Nsg($"1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A,10,{text}")));
    }

    [Fact]
    public void The_counters_of_ten_fields_may_be_empty()
    {
        AssertCounters(SmallLogs.Nsg("1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A,,"), [null, null, null, null], FlowDeviation.TenFieldTuple);
        AssertCounters(SmallLogs.Nsg("1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A,0,"), [0, null, null, null], FlowDeviation.TenFieldTuple);
    }

    [Fact]
    public void A_flow_does_not_inherit_the_counters_of_the_one_before()
    {
        Decoded decoded = SmallLogs.Nsg(
            "1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A,E,1,2,3,4",
            "1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A",
            "1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A,9,8",
            "1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A,E,,,,");

        Assert.Equal([1, null, 9, null], decoded.Flows.Select(f => f.PacketsSent));
        Assert.Equal([4, null, null, null], decoded.Flows.Select(f => f.BytesReceived));
    }

    private static Decoded Nsg(string verdict, string counters) => SmallLogs.Nsg($"1724090346,10.1.0.4,20.98.192.237,35620,443,T,O,{verdict},{counters}");

    private static Decoded VNet(string verdict, string counters) => SmallLogs.VNet($"1733975962447,10.1.0.4,40.119.6.228,123,123,17,O,{verdict},{counters}");

    private static void AssertCounters(Decoded decoded, long?[] counters, FlowDeviation deviation)
    {
        FlowRecord flow = SmallLogs.Flow(decoded);
        Assert.Equal(counters, [flow.PacketsSent, flow.BytesSent, flow.PacketsReceived, flow.BytesReceived]);
        Assert.Equal(deviation, flow.Deviation);
    }
}
