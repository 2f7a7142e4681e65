namespace NsgFlow.Tests.Analysis.Tracing;

public sealed class AllowedTraceTests
{
    private const string Answered = "12,900,10,4000";
    private const string Unanswered = "3,180,0,0";

    [Theory]
    [InlineData("IPv4")]
    [InlineData("IPv6")]
    public void Allowed_at_both_ends_and_answered(string family)
    {
        Ends ends = DeniedTraceTests.EndsOf(family);
        FlowTrace trace = Both(ends, Answered, Answered).Trace(ends);

        Assert.Equal((FlowTraceVerdict.Allowed, FlowReply.Yes, FlowDecision.Allow), (trace.Verdict, trace.Reply, trace.Decision));
        Assert.Equal("It was allowed at both ends, and packets came back, the last counted at 2026-01-15 08:12:00Z.", trace.Reason);
        Assert.Null(trace.Rule);
        Assert.Null(trace.Side);
        Assert.Equal((PlantedLogs.At(8, 10), 1L), (trace.Since, trace.Attempts));
        Assert.Empty(trace.Notes);
    }

    [Fact]
    public void Allowed_at_both_ends_and_not_answered()
    {
        FlowTrace trace = Both(Ends.Sql, Unanswered, Unanswered).Trace(Ends.Sql);

        Assert.Equal((FlowTraceVerdict.AllowedNoReply, FlowReply.No), (trace.Verdict, trace.Reply));
        Assert.Contains("reached the destination's network interface", trace.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_destination_answers_and_the_source_does_not_get_is_lost_on_another_way()
    {
        FlowTrace trace = Both(Ends.Sql, Unanswered, Answered).Trace(Ends.Sql);

        Assert.Equal((FlowTraceVerdict.AllowedNoReply, FlowReply.No), (trace.Verdict, trace.Reply));
        Assert.Contains("asymmetric routes", trace.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_of_users_that_let_in_TCP_carry_no_counters()
    {
        FlowTrace trace = new PlantedLogs()
            .Nsg(PlantedLogs.DbMac, "db", "UserRule_AllowSql", PlantedLogs.At(8, 10), Ends.Sql, 'I', 'A')
            .Trace(Ends.Sql);

        Assert.Equal((FlowTraceVerdict.AllowedReplyUnknown, FlowReply.Unknown), (trace.Verdict, trace.Reply));
        Assert.Contains("flow timeout", trace.Reason, StringComparison.Ordinal);
        Assert.Equal(("UserRule_AllowSql", FlowTraceSide.Destination), (trace.Rule, trace.Side));
        Assert.Contains("No log that was read is known to be of the source", Assert.Single(trace.Notes), StringComparison.Ordinal);
        Assert.Null(trace.Points[0].PacketsReceived);
    }

    [Fact]
    public void Logs_of_version_1_carry_no_counters()
    {
        FlowTrace trace = new PlantedLogs()
            .NsgV1(PlantedLogs.AppMac, "app", "DefaultRule_AllowVnetOutBound", PlantedLogs.At(8, 10), Ends.Sql, 'O', 'A')
            .Trace(Ends.Sql);

        Assert.Equal(FlowTraceVerdict.AllowedReplyUnknown, trace.Verdict);
        Assert.Contains("version 1", trace.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flow_that_has_only_begun_tells_nothing_of_replies()
    {
        FlowTrace trace = new PlantedLogs()
            .VNet(PlantedLogs.AppMac, "app", "AllowVnetOutBound", PlantedLogs.At(8, 10), Ends.Sql, 'O')
            .Trace(Ends.Sql);

        Assert.Equal(FlowTraceVerdict.AllowedReplyUnknown, trace.Verdict);
        Assert.Contains("only begun", trace.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Replies_that_stop_are_noted()
    {
        FlowTrace trace = Both(Ends.Sql, Answered, Answered)
            .Nsg(PlantedLogs.AppMac, "app", "DefaultRule_AllowVnetOutBound", PlantedLogs.At(9, 40), Ends.Sql, 'O', 'A', 'E', Unanswered)
            .Trace(Ends.Sql);

        Assert.Equal(FlowTraceVerdict.Allowed, trace.Verdict);
        Assert.Equal("No packet back was counted after 2026-01-15 08:12:00Z, though it was logged until 2026-01-15 09:40:00Z.", Assert.Single(trace.Notes));
    }

    [Theory]
    [InlineData("IPv4")]
    [InlineData("IPv6")]
    public void What_leaves_the_source_and_is_not_in_the_log_of_the_destination_is_lost_between(string family)
    {
        Ends ends = DeniedTraceTests.EndsOf(family);
        FlowTrace trace = new PlantedLogs()
            .Nsg(PlantedLogs.AppMac, "app", "DefaultRule_AllowVnetOutBound", PlantedLogs.At(8, 10), ends, 'O', 'A')
            .Nsg(PlantedLogs.AppMac, "app", "DefaultRule_AllowVnetOutBound", PlantedLogs.At(8, 11), ends, 'O', 'A', 'E', Unanswered)
            .Busy(PlantedLogs.DbMac, "db", ends.Destination, 8, 9)
            .Trace(ends);

        Assert.Equal((FlowTraceVerdict.OneSideOnly, FlowTraceSide.Source, FlowReply.No), (trace.Verdict, trace.Side, trace.Reply));
        Assert.Contains(PlantedLogs.DbMac, trace.Reason, StringComparison.Ordinal);
        Assert.Equal([PlantedLogs.DbMac], trace.DestinationMacAddress);
    }

    [Fact]
    public void What_arrives_and_is_not_in_the_log_of_the_source_comes_from_elsewhere()
    {
        FlowTrace trace = new PlantedLogs()
            .Nsg(PlantedLogs.DbMac, "db", "UserRule_AllowSql", PlantedLogs.At(8, 10), Ends.Sql, 'I', 'A')
            .Busy(PlantedLogs.AppMac, "app", Ends.Sql.Source, 8, 9)
            .Trace(Ends.Sql);

        Assert.Equal((FlowTraceVerdict.OneSideOnly, FlowTraceSide.Destination), (trace.Verdict, trace.Side));
    }

    [Theory]
    [InlineData(9)] // An hour later there is a log of the destination: it says nothing of the attempt.
    [InlineData(7)]
    public void A_log_of_another_hour_does_not_make_it_one_sided(int hour)
    {
        FlowTrace trace = new PlantedLogs()
            .Nsg(PlantedLogs.AppMac, "app", "DefaultRule_AllowVnetOutBound", PlantedLogs.At(8, 10), Ends.Sql, 'O', 'A', 'E', Unanswered)
            .Busy(PlantedLogs.DbMac, "db", Ends.Sql.Destination, hour)
            .Trace(Ends.Sql);

        Assert.Equal(FlowTraceVerdict.AllowedNoReply, trace.Verdict);
        Assert.Contains("does not cover the time", Assert.Single(trace.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_not_be_written_yet_is_not_missed()
    {
        FlowTrace trace = new PlantedLogs()
            .Nsg(PlantedLogs.AppMac, "app", "DefaultRule_AllowVnetOutBound", PlantedLogs.At(8, 10), Ends.Sql, 'O', 'A')
            .Busy(PlantedLogs.DbMac, "db", Ends.Sql.Destination, 8)
            .Trace(Ends.Sql);

        Assert.Equal(FlowTraceVerdict.AllowedReplyUnknown, trace.Verdict);
    }

    [Fact]
    public void An_answer_from_one_side_only_is_noted()
    {
        FlowTrace trace = new PlantedLogs()
            .Nsg(PlantedLogs.AppMac, "app", "DefaultRule_AllowVnetOutBound", PlantedLogs.At(8, 10), Ends.Sql, 'O', 'A')
            .Nsg(PlantedLogs.AppMac, "app", "DefaultRule_AllowVnetOutBound", PlantedLogs.At(8, 12), Ends.Sql, 'O', 'A', 'E', Answered)
            .Busy(PlantedLogs.DbMac, "db", Ends.Sql.Destination, 8, 9)
            .Trace(Ends.Sql);

        Assert.Equal(FlowTraceVerdict.Allowed, trace.Verdict);
        Assert.Contains("load balancer", Assert.Single(trace.Notes), StringComparison.Ordinal);
    }

    private static PlantedLogs Both(Ends ends, string atSource, string atDestination) => new PlantedLogs()
        .Nsg(PlantedLogs.AppMac, "app", "DefaultRule_AllowVnetOutBound", PlantedLogs.At(8, 10), ends, 'O', 'A')
        .Nsg(PlantedLogs.AppMac, "app", "DefaultRule_AllowVnetOutBound", PlantedLogs.At(8, 12), ends, 'O', 'A', 'E', atSource)
        .Nsg(PlantedLogs.DbMac, "db", "DefaultRule_AllowVnetInBound", PlantedLogs.At(8, 10), ends, 'I', 'A')
        .Nsg(PlantedLogs.DbMac, "db", "DefaultRule_AllowVnetInBound", PlantedLogs.At(8, 12), ends, 'I', 'A', 'E', atDestination);
}
