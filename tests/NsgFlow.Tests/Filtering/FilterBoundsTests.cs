using NsgFlow.Filtering;
using NsgFlow.Tests.Support;
using NsgFlow.Tuples;

namespace NsgFlow.Tests.Filtering;

/// <summary>Filters at their edges, what they refuse, and which fields of a tuple they make the reader check.</summary>
public sealed class FilterBoundsTests
{
    private const string Nsg = "1700000000,10.1.2.3,20.4.5.6,1000,443,T,I,A";

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("10.1.2.4", false)]
    [InlineData("10.1.2.3/32", true)]
    [InlineData("10.1.2.2/32", false)]
    [InlineData("10.1.2.2/31", true)]
    [InlineData("10.1.2.4/31", false)]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("11.0.0.0/8", false)]
    [InlineData("10.255.255.255/8", true)]
    [InlineData("0.0.0.0/0", true)]
    [InlineData("255.255.255.255/0", true)]
    [InlineData("::/0", false)]
    [InlineData("::ffff:10.1.2.3", false)]
    [InlineData("!10.1.2.3", false)]
    [InlineData("!10.1.2.4", true)]
    [InlineData("!0.0.0.0/0", false)]
    [InlineData("! 10.1.2.4", true)]
    [InlineData(" 10.1.2.3 ", true)]
    [InlineData("10.0.0.0/8,!10.1.0.0/16", false)]
    [InlineData("10.0.0.0/8,!10.2.0.0/16", true)]
    [InlineData("10.0.0.0/9,10.128.0.0/9,10.0.0.0/8", true)]
    public void A_prefix_holds_exactly_its_addresses(string items, bool passes) =>
        Assert.Equal(passes, Count(Nsg, new FlowFilterOptions { SourceAddress = items.Split(',') }) == 1);

    [Theory]
    [InlineData("::/0", true)]
    [InlineData("0.0.0.0/0", false)]
    [InlineData("2001:db8::1", true)]
    [InlineData("2001:DB8:0:0::0001", true)]
    [InlineData("2001:db8::1/128", true)]
    [InlineData("2001:db8::0/128", false)]
    [InlineData("2001:db8::/127", true)]
    [InlineData("2001:db8:8000::/33", false)]
    [InlineData("2001:db8::/32", true)]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/0", true)]
    public void A_prefix_of_IPv6_holds_exactly_its_addresses(string item, bool passes) =>
        Assert.Equal(passes, Count("1700000000,2001:db8::1,20.4.5.6,1000,443,T,I,A", new FlowFilterOptions { SourceAddress = [item] }) == 1);

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("!!10.0.0.1")]
    [InlineData("10.0.0.1/33")]
    [InlineData("10.0.0.1/-1")]
    [InlineData("10.0.0.1/+1")]
    [InlineData("10.0.0.1/")]
    [InlineData("10.0.0.1/8/8")]
    [InlineData("10.0.0.1/99999999999")]
    [InlineData("/8")]
    [InlineData("10.0.0")]
    [InlineData("010.0.0.1")]
    [InlineData("::1/129")]
    [InlineData("fe80::1%1")]
    [InlineData("localhost")]
    public void What_is_no_address_is_refused_by_name(string item)
    {
        foreach (FlowFilterOptions options in new[]
        {
            new FlowFilterOptions { SourceAddress = [item] },
            new FlowFilterOptions { DestinationAddress = ["10.0.0.1", item] },
            new FlowFilterOptions { Address = [item] },
            new FlowFilterOptions { Between = ["10.0.0.1", item] },
        })
        {
            FormatException e = Assert.Throws<FormatException>(() => new FlowFilter(options));
            Assert.Contains($"'{item}'", e.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Between_takes_two_ends(int count) =>
        Assert.Throws<FormatException>(() => new FlowFilter(new FlowFilterOptions { Between = [.. Enumerable.Repeat("10.0.0.1", count)] }));

    [Theory]
    [InlineData("10.0.0.0/8", "20.0.0.0/8", true)]
    [InlineData("20.0.0.0/8", "10.0.0.0/8", true)]
    [InlineData("10.0.0.0/8", "10.0.0.0/8", false)]
    [InlineData("0.0.0.0/0", "10.1.2.3", true)]
    [InlineData("20.4.5.6", "0.0.0.0/0", true)]
    [InlineData("20.4.5.6", "!10.1.2.3", false)]
    [InlineData("10.1.2.3", "!10.0.0.0/8", true)]
    public void Between_has_one_end_in_each_whichever_way_the_flow_runs(string first, string second, bool passes) =>
        Assert.Equal(passes, Count(Nsg, new FlowFilterOptions { Between = [first, second] }) == 1);

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, true)]
    [InlineData(-1, 0, false)]
    [InlineData(-1, 1, true)]
    [InlineData(1, 2, false)]
    [InlineData(1, 10_000, false)]
    [InlineData(-10_000, 0, false)]
    public void The_time_window_is_half_open_down_to_a_tick(long startTicks, long endTicks, bool passes)
    {
        DateTimeOffset time = DateTimeOffset.FromUnixTimeSeconds(1700000000);

        Assert.Equal(passes, Count(Nsg, new FlowFilterOptions { StartTime = time.AddTicks(startTicks), EndTime = time.AddTicks(endTicks) }) == 1);
    }

    [Fact]
    public void Times_at_the_ends_of_what_a_date_can_be_are_no_error()
    {
        Assert.Equal(1, Count(Nsg, new FlowFilterOptions { StartTime = DateTimeOffset.MinValue, EndTime = DateTimeOffset.MaxValue }));
        Assert.Equal(0, Count(Nsg, new FlowFilterOptions { StartTime = DateTimeOffset.MaxValue }));
        Assert.Equal(0, Count(Nsg, new FlowFilterOptions { EndTime = DateTimeOffset.MinValue }));
    }

    [Theory]
    [InlineData("Allow*", "UserRule_AllowRdp", true)]
    [InlineData("AllowRdp", "UserRule_AllowRdp", true)]
    [InlineData("AllowRdp", "DefaultRule_AllowRdp", true)]
    [InlineData("AllowRdp", "userrule_allowrdp", true)]
    [InlineData("AllowRdp", "AllowRdp", true)]
    [InlineData("AllowRdp", "PlatformRule_AllowRdp", false)]
    [InlineData("UserRule_AllowRdp", "UserRule_AllowRdp", true)]
    [InlineData("UserRule_AllowRdp", "AllowRdp", false)]
    [InlineData("UserRule_*", "DefaultRule_x", false)]
    [InlineData("UserRule_x", "UserRule_UserRule_x", true)]
    public void A_rule_matches_with_and_without_its_prefix(string pattern, string rule, bool passes)
    {
        string log = SmallLogs.Envelope(SmallLogs.NsgRecord(Nsg)).Replace("UserRule_SSH", rule, StringComparison.Ordinal);

        Assert.Equal(passes, Logs.Decode(log, filter: new FlowFilterOptions { Rule = [pattern] }).Flows.Count == 1);
    }

    [Fact]
    public void A_flow_without_a_rule_matches_no_pattern()
    {
        string log = SmallLogs.Envelope(SmallLogs.NsgRecord(Nsg)).Replace("\"rule\":\"UserRule_SSH\",", "", StringComparison.Ordinal);

        Assert.Empty(Logs.Decode(log, filter: new FlowFilterOptions { Rule = ["*"] }).Flows);
    }

    [Theory]
    [InlineData("000D3AF8801A")]
    [InlineData("000d3af8801a")]
    [InlineData("00-0D-3A-F8-80-1A")]
    [InlineData("00:0d:3a:f8:80:1a")]
    [InlineData("000d.3af8.801a")]
    public void A_MAC_address_matches_in_any_spelling(string mac)
    {
        Assert.Equal(1, Count(Nsg, new FlowFilterOptions { MacAddress = [mac] }));
        string dashed = SmallLogs.Envelope(SmallLogs.NsgRecord(Nsg)).Replace("\"mac\":\"000D3AF8801A\"", "\"mac\":\"00-0d-3A-F8-80-1A\"", StringComparison.Ordinal);
        Assert.Single(Logs.Decode(dashed, filter: new FlowFilterOptions { MacAddress = [mac] }).Flows);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_port_outside_its_range_is_refused(int port) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FlowFilter(new FlowFilterOptions { Port = [port] }));

    [Theory]
    [InlineData("x,x,x,x,80,x,x,x")]
    [InlineData("x,x,x,x,80,x,x,x,x,x")]
    [InlineData("x,x,x,x,80,x,x,x,x,x,x,x,x")]
    [InlineData(",,,,80,,,")]
    public void A_rejected_tuple_is_not_checked_further(string tuple)
    {
        Decoded decoded = Logs.Decode(SmallLogs.Envelope(SmallLogs.NsgRecord(tuple)), filter: new FlowFilterOptions { DestinationPort = [443] });

        Assert.Empty(decoded.Faults);
        Assert.Empty(decoded.Flows);
        Assert.Equal(1, decoded.Summary.Tuples);
    }

    [Fact]
    public void The_tuples_of_a_rejected_group_are_not_checked_but_for_their_number_of_fields()
    {
        Decoded decoded = Logs.Decode(SmallLogs.Envelope(SmallLogs.NsgRecord("x,x,x,x,x,x,x,x", "x,x", Nsg)), filter: new FlowFilterOptions { Rule = ["other"] });

        Assert.Equal(TupleFault.FieldCount, Assert.Single(decoded.Faults).Tuple);
        Assert.Empty(decoded.Flows);
    }

    [Fact]
    public void The_number_of_fields_is_always_checked()
    {
        Decoded decoded = Logs.Decode(SmallLogs.Envelope(SmallLogs.NsgRecord("x,x,x,x,80,x,x", "80")), filter: new FlowFilterOptions { DestinationPort = [443] });

        Assert.Equal([TupleFault.FieldCount, TupleFault.FieldCount], decoded.Faults.Select(f => f.Tuple));
    }

    [Fact]
    public void A_field_that_a_filter_reads_is_checked()
    {
        foreach ((FlowFilterOptions filter, TupleFault fault) in new[]
        {
            (new FlowFilterOptions { DestinationPort = [1] }, TupleFault.DestinationPort),
            (new FlowFilterOptions { SourcePort = [1] }, TupleFault.SourcePort),
            (new FlowFilterOptions { Port = [1] }, TupleFault.SourcePort),
            (new FlowFilterOptions { Direction = [FlowDirection.Inbound] }, TupleFault.Direction),
            (new FlowFilterOptions { Decision = [FlowDecision.Allow] }, TupleFault.Decision),
            (new FlowFilterOptions { State = [FlowState.Begin] }, TupleFault.Decision),
            (new FlowFilterOptions { Protocol = [FlowProtocol.TCP] }, TupleFault.Protocol),
            (new FlowFilterOptions { SourceAddress = ["10.0.0.1"] }, TupleFault.SourceAddress),
            (new FlowFilterOptions { Between = ["10.0.0.1", "10.0.0.2"] }, TupleFault.SourceAddress),
            (new FlowFilterOptions { StartTime = DateTimeOffset.UnixEpoch }, TupleFault.Time),
        })
        {
            Decoded decoded = Logs.Decode(SmallLogs.Envelope(SmallLogs.NsgRecord("x,x,x,x,x,x,x,x", Nsg)), filter: filter);
            Assert.Equal(fault, Assert.Single(decoded.Faults).Tuple);
        }

        Decoded port = Logs.Decode(SmallLogs.Envelope(SmallLogs.NsgRecord("x,x,x,1,x,x,x,x")), filter: new FlowFilterOptions { Port = [1] });
        Assert.Equal(TupleFault.DestinationPort, Assert.Single(port.Faults).Tuple);
    }

    [Fact]
    public void Either_port_may_be_the_one_wanted()
    {
        Assert.Equal(1, Count(Nsg, new FlowFilterOptions { Port = [443] }));
        Assert.Equal(1, Count(Nsg, new FlowFilterOptions { Port = [1000] }));
        Assert.Equal(0, Count(Nsg, new FlowFilterOptions { Port = [444] }));
        Assert.Equal(0, Count(Nsg, new FlowFilterOptions { Port = [1000], DestinationPort = [444] }));
    }

    private static int Count(string tuple, FlowFilterOptions filter)
    {
        Decoded decoded = Logs.Decode(SmallLogs.Envelope(SmallLogs.NsgRecord(tuple)), filter: filter);
        Assert.Empty(decoded.Faults);
        return decoded.Flows.Count;
    }
}
