using NsgFlow.Decoding;
using NsgFlow.Filtering;

namespace NsgFlow.Tests.Analysis.Tracing;

public sealed class UnseenTraceTests
{
    [Theory]
    [InlineData("IPv4")]
    [InlineData("IPv6")]
    public void What_the_logs_of_both_ends_do_not_hold_was_not_tried(string family)
    {
        Ends ends = DeniedTraceTests.EndsOf(family);
        FlowTrace trace = new PlantedLogs()
            .Busy(PlantedLogs.AppMac, "app", ends.Source, 8, 9)
            .Busy(PlantedLogs.DbMac, "db", ends.Destination, 9)
            .Trace(ends);

        Assert.Equal((FlowTraceVerdict.NotSeen, 1433), (trace.Verdict, trace.DestinationPort));
        Assert.Equal(
            $"No attempt was logged from 2026-01-15 08:00Z to 2026-01-15 10:00Z: the log of the source {ends.Source} (network interface 000D3A000001) covers that time; the log of the destination {ends.Destination} (network interface 000D3A000002) covers 1 of 2 hours.",
            trace.Reason);
        Assert.Null(trace.Decision);
        Assert.Null(trace.Since);
        Assert.Empty(trace.Points);
        Assert.Contains("ICMP", Assert.Single(trace.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_that_no_log_shows_leave_it_open()
    {
        FlowTrace trace = new PlantedLogs().Busy(PlantedLogs.AppMac, "app", "10.0.1.99", 8).Trace(Ends.Sql);

        Assert.Equal(FlowTraceVerdict.NotLogged, trace.Verdict);
        Assert.Contains("no log that was read is known to be of the source 10.0.1.4; no log that was read is known to be of the destination 10.0.2.5", trace.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_that_no_log_of_either_interface_covers_leaves_it_open()
    {
        PlantedLogs logs = new PlantedLogs()
            .Busy(PlantedLogs.AppMac, "app", Ends.Sql.Source, 8, 11)
            .Busy(PlantedLogs.DbMac, "db", Ends.Sql.Destination, 11);

        FlowTrace trace = logs.Trace(Ends.Sql, PlantedLogs.At(9, 0), PlantedLogs.At(10, 30));

        Assert.Equal(FlowTraceVerdict.NotLogged, trace.Verdict);
        Assert.StartsWith("The logs read cannot tell from 2026-01-15 09:00Z to 2026-01-15 10:30Z: the log of the source 10.0.1.4 (network interface 000D3A000001) covers none of that time", trace.Reason, StringComparison.Ordinal);
        Assert.Equal([PlantedLogs.AppMac], trace.SourceMacAddress);
        Assert.Equal(FlowTraceVerdict.NotSeen, logs.Trace(Ends.Sql, PlantedLogs.At(9, 0), PlantedLogs.At(11, 30)).Verdict);
    }

    [Fact]
    public void Other_ports_and_the_other_direction_are_noted()
    {
        FlowTrace trace = new PlantedLogs()
            .Nsg(PlantedLogs.AppMac, "app", "UserRule_Web", PlantedLogs.At(8, 10), Ends.Sql with { DestinationPort = 443 }, 'O', 'A')
            .Nsg(PlantedLogs.AppMac, "app", "UserRule_Web", PlantedLogs.At(8, 10), new Ends(Ends.Sql.Destination, Ends.Sql.Source, 8080), 'I', 'A')
            .Trace(Ends.Sql);

        Assert.Equal(FlowTraceVerdict.NotSeen, trace.Verdict);
        Assert.Contains(trace.Notes, note => note.EndsWith(" 443.", StringComparison.Ordinal));
        Assert.Contains(trace.Notes, note => note.Contains("opens flows to the source, to these ports: 8080", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_pair_of_single_addresses_and_each_port_is_answered()
    {
        List<FlowTrace> traces = new PlantedLogs()
            .Nsg(PlantedLogs.AppMac, "app", "UserRule_Web", PlantedLogs.At(8, 10), Ends.Sql, 'O', 'A')
            .Trace(new FlowFilterOptions
            {
                SourceAddress = ["10.0.1.4", "10.0.1.5", "10.9.0.0/16"],
                DestinationAddress = ["10.0.2.5"],
                DestinationPort = [1433, 443],
                Protocol = [FlowProtocol.TCP],
            });

        Assert.Equal(
            ["10.0.1.4 -> 10.0.2.5:1433 TCP", "10.0.1.4 -> 10.0.2.5:443 TCP", "10.0.1.5 -> 10.0.2.5:443 TCP", "10.0.1.5 -> 10.0.2.5:1433 TCP"],
            traces.Select(trace => trace.Conversation));
        Assert.Equal([FlowTraceVerdict.AllowedReplyUnknown, FlowTraceVerdict.NotSeen, FlowTraceVerdict.NotLogged, FlowTraceVerdict.NotLogged], traces.Select(trace => trace.Verdict));
    }

    [Fact]
    public void A_ping_and_the_platform_are_explained()
    {
        List<FlowTrace> traces = new PlantedLogs()
            .Busy(PlantedLogs.AppMac, "app", Ends.Sql.Source, 8)
            .Trace(new FlowFilterOptions { SourceAddress = [Ends.Sql.Source], DestinationAddress = ["168.63.129.16"], Protocol = [FlowProtocol.ICMP] });

        FlowTrace trace = Assert.Single(traces);
        Assert.Contains(trace.Notes, note => note.Contains("a ping", StringComparison.Ordinal));
        Assert.Contains(trace.Notes, note => note.StartsWith("168.63.129.16 is an address of Azure's platform", StringComparison.Ordinal));
    }

    [Fact]
    public void In_a_file_elsewhere_the_hours_of_its_records_count()
    {
        IReadOnlyList<FlowSource> sources = new PlantedLogs().Busy(PlantedLogs.AppMac, "app", Ends.Sql.Source, 8, 10).Sources(inLayout: false);
        var options = new FlowFilterOptions { SourceAddress = [Ends.Sql.Source], DestinationAddress = [Ends.Sql.Destination] };

        FlowTrace trace = Assert.Single(PlantedLogs.Read(sources, options, workers: 2));

        Assert.Equal(FlowTraceVerdict.NotSeen, trace.Verdict);
        Assert.Contains("covers 2 of 3 hours", trace.Reason, StringComparison.Ordinal);
        Assert.Null(trace.DestinationPort);
        Assert.Null(trace.Protocol);
    }
}
