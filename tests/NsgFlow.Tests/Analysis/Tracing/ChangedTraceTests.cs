namespace NsgFlow.Tests.Analysis.Tracing;

public sealed class ChangedTraceTests
{
    [Theory]
    [InlineData("IPv4", true)]
    [InlineData("IPv4", false)]
    [InlineData("IPv6", true)]
    [InlineData("IPv6", false)]
    public void A_rule_changes_at_a_known_minute(string family, bool toDenial)
    {
        Ends ends = DeniedTraceTests.EndsOf(family);
        FlowTrace trace = new PlantedLogs()
            .Each(PlantedLogs.Every(1, PlantedLogs.At(8, 30), PlantedLogs.At(10, 45)), (logs, time) =>
            {
                bool denies = time >= PlantedLogs.At(9, 17) == toDenial;
                DateTimeOffset attempt = time.AddSeconds(12);
                logs.Nsg(PlantedLogs.AppMac, "app", "DefaultRule_AllowVnetOutBound", attempt, ends, 'O', 'A');
                logs.Nsg(PlantedLogs.DbMac, "db", denies ? "UserRule_DenySql" : "UserRule_AllowSql", attempt, ends, 'I', denies ? 'D' : 'A');
            })
            .Trace(ends);

        Assert.Equal(FlowTraceVerdict.Changed, trace.Verdict);
        Assert.Equal((PlantedLogs.At(9, 17), PlantedLogs.At(9, 17, 12)), (trace.ChangedAt, trace.Since));
        Assert.Equal(toDenial ? FlowDecision.Deny : FlowDecision.Allow, trace.Decision);
        Assert.Equal(toDenial ? "UserRule_DenySql" : "UserRule_AllowSql", trace.Rule);
        Assert.Equal(toDenial ? "UserRule_AllowSql" : "UserRule_DenySql", trace.PreviousRule);
        Assert.Equal(("DB", FlowTraceSide.Destination), (trace.NetworkSecurityGroup, trace.Side));
        Assert.Contains("since 2026-01-15 09:17Z; before that, until 2026-01-15 09:16Z", trace.Reason, StringComparison.Ordinal);
        Assert.Equal(136, trace.Attempts);
    }

    [Fact]
    public void Flows_let_in_before_a_denial_go_on_and_are_no_permission()
    {
        FlowTrace trace = new PlantedLogs()
            .VNet(PlantedLogs.DbMac, "db", "AllowSql", PlantedLogs.At(8, 10), Ends.Sql, 'I')
            .VNet(PlantedLogs.DbMac, "db", "DenySql", PlantedLogs.At(8, 40), Ends.Sql with { SourcePort = 50_001 }, 'I', 'D')
            .VNet(PlantedLogs.DbMac, "db", "AllowSql", PlantedLogs.At(8, 45), Ends.Sql, 'I', 'C', "10,1000,8,900")
            .VNet(PlantedLogs.DbMac, "db", "AllowSql", PlantedLogs.At(8, 50), Ends.Sql, 'I', 'E', "1,100,1,90")
            .Trace(Ends.Sql);

        Assert.Equal((FlowTraceVerdict.Changed, FlowDecision.Deny, PlantedLogs.At(8, 40)), (trace.Verdict, trace.Decision, trace.ChangedAt));
        Assert.Equal(FlowReply.Yes, trace.Reply);
        Assert.Equal((11L, 1100L, 9L, 990L), (trace.Points[0].PacketsSent, trace.Points[0].BytesSent, trace.Points[0].PacketsReceived, trace.Points[0].BytesReceived));
        Assert.Equal((1L, 3L), (trace.Points[0].Attempts, trace.Points[0].Rows));
    }

    [Fact]
    public void A_log_without_begin_rows_still_shows_what_was_let_in_before_a_denial()
    {
        FlowTrace trace = new PlantedLogs()
            .VNet(PlantedLogs.DbMac, "db", "AllowSql", PlantedLogs.At(8, 10), Ends.Sql, 'I', 'C', "10,1000,8,900")
            .VNet(PlantedLogs.DbMac, "db", "DenySql", PlantedLogs.At(8, 40), Ends.Sql, 'I', 'D')
            .VNet(PlantedLogs.DbMac, "db", "AllowSql", PlantedLogs.At(8, 45), Ends.Sql, 'I', 'E', "10,1000,8,900")
            .Trace(Ends.Sql);

        Assert.Equal((FlowTraceVerdict.Changed, FlowDecision.Deny, PlantedLogs.At(8, 40)), (trace.Verdict, trace.Decision, trace.ChangedAt));

        trace = new PlantedLogs()
            .VNet(PlantedLogs.DbMac, "db", "DenySql", PlantedLogs.At(8, 40), Ends.Sql, 'I', 'D')
            .VNet(PlantedLogs.DbMac, "db", "AllowSql", PlantedLogs.At(8, 45), Ends.Sql, 'I', 'E', "10,1000,8,900")
            .Trace(Ends.Sql);

        Assert.Equal((FlowTraceVerdict.Changed, FlowDecision.Allow, PlantedLogs.At(8, 45)), (trace.Verdict, trace.Decision, trace.ChangedAt));
        Assert.EndsWith("Packets came back.", trace.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_second_NSG_is_attached_or_taken_off(bool attached)
    {
        FlowTrace trace = new PlantedLogs()
            .Each(PlantedLogs.Every(3, PlantedLogs.At(8, 0), PlantedLogs.At(8, 57)), (logs, time) =>
            {
                logs.VNet(PlantedLogs.DbMac, "data-subnet", "AllowVnetInBound", time, Ends.Sql, 'I');
                if (time >= PlantedLogs.At(8, 30) == attached)
                {
                    logs.VNet(PlantedLogs.DbMac, "db", "DenySql", time, Ends.Sql, 'I', 'D');
                }
            })
            .Trace(Ends.Sql);

        Assert.Equal((FlowTraceVerdict.Changed, PlantedLogs.At(8, 30)), (trace.Verdict, trace.ChangedAt));
        Assert.Equal(attached ? ("DenySql", "AllowVnetInBound") : ("AllowVnetInBound", "DenySql"), (trace.Rule!, trace.PreviousRule!));
    }

    [Fact]
    public void Where_the_log_of_the_NSG_that_denies_breaks_off_nothing_is_taken_for_allowed()
    {
        FlowTrace trace = new PlantedLogs()
            .Each(PlantedLogs.Every(3, PlantedLogs.At(8, 0), PlantedLogs.At(9, 57)), (logs, time) =>
            {
                logs.Nsg(PlantedLogs.DbMac, "data-subnet", "UserRule_AllowApp", time, Ends.Sql, 'I', 'A');
                if (time.Hour == 9)
                {
                    logs.Nsg(PlantedLogs.DbMac, "db", "UserRule_DenySql", time, Ends.Sql, 'I', 'D');
                }
            })
            .Trace(Ends.Sql);

        Assert.Equal((FlowTraceVerdict.DeniedBy, "UserRule_DenySql", PlantedLogs.At(9, 0)), (trace.Verdict, trace.Rule, trace.Since));
    }

    [Fact]
    public void One_NSG_is_put_in_the_place_of_another()
    {
        FlowTrace trace = new PlantedLogs()
            .Each(PlantedLogs.Every(3, PlantedLogs.At(8, 0), PlantedLogs.At(8, 57)), (logs, time) => logs
                .Nsg(PlantedLogs.DbMac, time.Minute < 30 ? "old" : "new", time.Minute < 30 ? "UserRule_DenySql" : "UserRule_AllowSql", time, Ends.Sql, 'I', time.Minute < 30 ? 'D' : 'A'))
            .Trace(Ends.Sql);

        Assert.Equal((FlowTraceVerdict.Changed, PlantedLogs.At(8, 30)), (trace.Verdict, trace.ChangedAt));
        Assert.Equal(("UserRule_AllowSql", "NEW", "UserRule_DenySql"), (trace.Rule, trace.NetworkSecurityGroup, trace.PreviousRule));
    }

    [Fact]
    public void A_denial_at_the_source_is_over_when_attempts_arrive_at_the_destination()
    {
        FlowTrace trace = new PlantedLogs()
            .Nsg(PlantedLogs.AppMac, "app", "UserRule_DenyOut", PlantedLogs.At(8, 10), Ends.Sql, 'O', 'D')
            .Nsg(PlantedLogs.DbMac, "db", "UserRule_AllowSql", PlantedLogs.At(9, 25), Ends.Sql, 'I', 'A')
            .Trace(Ends.Sql);

        Assert.Equal((FlowTraceVerdict.Changed, FlowDecision.Allow, PlantedLogs.At(9, 25), "UserRule_DenyOut"), (trace.Verdict, trace.Decision, trace.ChangedAt, trace.PreviousRule));
        Assert.Equal(FlowTraceSide.Source, trace.Side);
        Assert.Null(trace.Rule);
    }

    [Fact]
    public void Of_several_changes_the_last_is_told_and_their_number_noted()
    {
        FlowTrace trace = new PlantedLogs()
            .Each(PlantedLogs.Every(5, PlantedLogs.At(8, 0), PlantedLogs.At(10, 55)), (logs, time) => logs
                .VNet(PlantedLogs.DbMac, "db", time.Hour == 9 ? "DenySql" : "AllowSql", time, Ends.Sql, 'I', time.Hour == 9 ? 'D' : 'B'))
            .Trace(Ends.Sql);

        Assert.Equal((FlowTraceVerdict.Changed, FlowDecision.Allow, PlantedLogs.At(10, 0)), (trace.Verdict, trace.Decision, trace.ChangedAt));
        Assert.Contains("The decision changed 2 times", trace.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_window_decides_what_is_a_change()
    {
        PlantedLogs logs = new PlantedLogs()
            .Each(PlantedLogs.Every(5, PlantedLogs.At(8, 0), PlantedLogs.At(9, 55)), (logs, time) => logs
                .VNet(PlantedLogs.DbMac, "db", time.Hour == 9 ? "DenySql" : "AllowSql", time, Ends.Sql, 'I', time.Hour == 9 ? 'D' : 'B'));

        Assert.Equal(FlowTraceVerdict.Changed, logs.Trace(Ends.Sql).Verdict);
        Assert.Equal(FlowTraceVerdict.DeniedBy, logs.Trace(Ends.Sql, start: PlantedLogs.At(9, 0)).Verdict);
        Assert.Equal(FlowTraceVerdict.AllowedReplyUnknown, logs.Trace(Ends.Sql, end: PlantedLogs.At(9, 0)).Verdict);
    }
}
