namespace NsgFlow.Tests.Analysis.Tracing;

public sealed class DeniedTraceTests
{
    public static TheoryData<string> Families => ["IPv4", "IPv6"];

    [Theory]
    [MemberData(nameof(Families))]
    public void The_NSG_of_the_destinations_interface_denies_what_the_subnets_lets_in(string family)
    {
        Ends ends = EndsOf(family);
        FlowTrace trace = new PlantedLogs()
            .Each(PlantedLogs.Every(5, PlantedLogs.At(8, 10), PlantedLogs.At(9, 20)), (logs, time) => logs
                .Nsg(PlantedLogs.AppMac, "app", "DefaultRule_AllowVnetOutBound", time, ends, 'O', 'A')
                .Nsg(PlantedLogs.DbMac, "data-subnet", "UserRule_AllowApp", time, ends, 'I', 'A')
                .Nsg(PlantedLogs.DbMac, "db", "UserRule_DenySql", time, ends, 'I', 'D'))
            .Trace(ends);

        Assert.Equal(FlowTraceVerdict.DeniedBy, trace.Verdict);
        Assert.Equal(("UserRule_DenySql", "DB", FlowTraceSide.Destination), (trace.Rule, trace.NetworkSecurityGroup, trace.Side));
        Assert.Equal((PlantedLogs.At(8, 10), 15L, FlowDecision.Deny), (trace.Since, trace.Attempts, trace.Decision));
        Assert.Equal((PlantedLogs.At(8, 10), PlantedLogs.At(9, 20)), (trace.FirstSeen, trace.LastSeen));
        Assert.Equal((ends.Source, ends.Destination), (trace.SourceAddress, trace.DestinationAddress));
        Assert.Equal(3, trace.Points.Length);
        Assert.Equal([15, 15, 15], trace.Points.Select(point => point.Attempts));
        Assert.Equal([PlantedLogs.AppMac], trace.SourceMacAddress);
        Assert.Equal([PlantedLogs.DbMac], trace.DestinationMacAddress);
        Assert.Equal(
            "Rule UserRule_DenySql of the network security group DB denies it, inbound at the destination (network interface 000D3A000002), 15 attempts from 2026-01-15 08:10:00Z to 2026-01-15 09:20:00Z; nothing was let through there.",
            trace.Reason);
    }

    [Fact]
    public void The_NSG_of_the_destinations_subnet_denies()
    {
        FlowTrace trace = new PlantedLogs()
            .VNet(PlantedLogs.AppMac, "app", "AllowVnetOutBound", PlantedLogs.At(8, 10, 1), Ends.Sql, 'O')
            .VNet(PlantedLogs.DbMac, "data-subnet", "DenyAllInBound", PlantedLogs.At(8, 10, 1), Ends.Sql, 'I', 'D')
            .Trace(Ends.Sql);

        Assert.Equal((FlowTraceVerdict.DeniedBy, "DenyAllInBound", "data-subnet"), (trace.Verdict, trace.Rule, trace.NetworkSecurityGroup));
        Assert.Equal(PlantedLogs.At(8, 10, 1), trace.Since);
        Assert.Contains("one attempt at 2026-01-15 08:10:01Z", trace.Reason, StringComparison.Ordinal);
        Assert.Null(trace.Points[1].Reply);
    }

    [Theory]
    [InlineData("app", "app-subnet")]
    [InlineData("app-subnet", "app")]
    public void An_NSG_at_the_sources_end_denies(string denying, string allowing)
    {
        FlowTrace trace = new PlantedLogs()
            .Nsg(PlantedLogs.AppMac, allowing, "DefaultRule_AllowVnetOutBound", PlantedLogs.At(8, 10), Ends.Sql, 'O', 'A')
            .Nsg(PlantedLogs.AppMac, denying, "UserRule_DenyOut", PlantedLogs.At(8, 10), Ends.Sql, 'O', 'D')
            .Busy(PlantedLogs.DbMac, "db", Ends.Sql.Destination, 8)
            .Trace(Ends.Sql);

        Assert.Equal((FlowTraceVerdict.DeniedBy, "UserRule_DenyOut", FlowTraceSide.Source), (trace.Verdict, trace.Rule, trace.Side));
        Assert.Equal(denying.ToUpperInvariant(), trace.NetworkSecurityGroup);
        Assert.Equal([PlantedLogs.DbMac], trace.DestinationMacAddress);
    }

    [Fact]
    public void Of_two_ends_that_deny_the_source_is_named_and_the_other_noted()
    {
        FlowTrace trace = new PlantedLogs()
            .Nsg(PlantedLogs.DbMac, "db", "UserRule_DenySql", PlantedLogs.At(8, 10), Ends.Sql, 'I', 'D')
            .Nsg(PlantedLogs.DbMac, "db", "UserRule_DenyAll", PlantedLogs.At(8, 50), Ends.Sql, 'I', 'D')
            .Trace(Ends.Sql);

        Assert.Equal(("UserRule_DenyAll", PlantedLogs.At(8, 10)), (trace.Rule, trace.Since));
        Assert.Contains("UserRule_DenySql", Assert.Single(trace.Notes), StringComparison.Ordinal);

        trace = new PlantedLogs()
            .Nsg(PlantedLogs.DbMac, "db", "UserRule_DenySql", PlantedLogs.At(8, 10), Ends.Sql, 'I', 'D')
            .Nsg(PlantedLogs.AppMac, "app", "UserRule_DenyOut", PlantedLogs.At(8, 10), Ends.Sql, 'O', 'D')
            .Trace(Ends.Sql);

        Assert.Equal(("UserRule_DenyOut", FlowTraceSide.Source), (trace.Rule, trace.Side));
    }

    [Fact]
    public void A_denial_outranks_what_another_end_allows_now()
    {
        FlowTrace trace = new PlantedLogs()
            .Nsg(PlantedLogs.AppMac, "app", "UserRule_DenyOut", PlantedLogs.At(8, 10), Ends.Sql, 'O', 'D')
            .Each(PlantedLogs.Every(5, PlantedLogs.At(8, 20), PlantedLogs.At(8, 50)), (logs, time) => logs
                .Nsg(PlantedLogs.AppMac, "app", "UserRule_AllowOut", time, Ends.Sql, 'O', 'A')
                .Nsg(PlantedLogs.DbMac, "db", "UserRule_DenySql", time, Ends.Sql, 'I', 'D'))
            .Trace(Ends.Sql);

        Assert.Equal((FlowTraceVerdict.DeniedBy, "UserRule_DenySql"), (trace.Verdict, trace.Rule));
        Assert.Contains("At the source the decision changed too: allowed since 2026-01-15 08:20Z.", trace.Notes);
    }

    [Fact]
    public void A_denial_for_want_of_encryption_is_no_rules()
    {
        FlowTrace trace = new PlantedLogs()
            .VNet(PlantedLogs.DbMac, "db", "unspecified", PlantedLogs.At(8, 10), Ends.Sql, 'I', 'D', encryption: "NX_NOT_ACCEPTED")
            .Trace(Ends.Sql);

        Assert.Equal(FlowTraceVerdict.DeniedBy, trace.Verdict);
        Assert.StartsWith("Encryption of the virtual network drops it (NX_NOT_ACCEPTED), inbound", trace.Reason, StringComparison.Ordinal);
        Assert.Equal("NX_NOT_ACCEPTED", trace.Points[0].Encryption);
    }

    [Fact]
    public void A_rule_that_denies_a_part_all_the_time_is_no_change()
    {
        FlowTrace trace = new PlantedLogs()
            .Each(PlantedLogs.Every(1, PlantedLogs.At(8, 10), PlantedLogs.At(8, 20)), (logs, time) => logs
                .Nsg(PlantedLogs.DbMac, "db", "UserRule_AllowFixedPort", time, Ends.Sql, 'I', 'A')
                .Nsg(PlantedLogs.DbMac, "db", "UserRule_DenySql", time.AddSeconds(20), Ends.Sql with { SourcePort = 1024 }, 'I', 'D'))
            .Trace(Ends.Sql);

        Assert.Equal((FlowTraceVerdict.DeniedBy, "UserRule_DenySql", 22L), (trace.Verdict, trace.Rule, trace.Attempts));
        Assert.Contains("denies a part of it", trace.Reason, StringComparison.Ordinal);
        Assert.Contains("UserRule_AllowFixedPort", trace.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_encryption_drops_now_and_then_is_no_change()
    {
        FlowTrace trace = new PlantedLogs()
            .Each(PlantedLogs.Every(2, PlantedLogs.At(8, 0), PlantedLogs.At(9, 58)), (logs, time) => _ = time.Minute % 20 == 10
                ? logs.VNet(PlantedLogs.DbMac, "db", "unspecified", time, Ends.Sql, 'I', 'D', encryption: "NX_NOT_ACCEPTED")
                : logs.VNet(PlantedLogs.DbMac, "db", "AllowSql", time, Ends.Sql, 'I'))
            .Trace(Ends.Sql);

        Assert.Equal((FlowTraceVerdict.DeniedBy, "unspecified"), (trace.Verdict, trace.Rule));
        Assert.StartsWith("Encryption of the virtual network drops a part of it (NX_NOT_ACCEPTED), inbound", trace.Reason, StringComparison.Ordinal);
        Assert.Contains("6 attempts from 2026-01-15 08:10:00Z to 2026-01-15 09:50:00Z, while rule AllowSql of the network security group db allows others (54)", trace.Reason, StringComparison.Ordinal);
    }

    internal static Ends EndsOf(string family) => family == "IPv6" ? Ends.SqlOverIPv6 : Ends.Sql;
}
