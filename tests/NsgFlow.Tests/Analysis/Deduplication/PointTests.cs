using NsgFlow.Tests.Analysis.Tracing;
using static NsgFlow.Tests.Analysis.Tracing.PlantedLogs;

namespace NsgFlow.Tests.Analysis.Deduplication;

/// <summary>A flow that several points log counts once: at the outbound side, and as denied where any denied it.</summary>
public sealed class PointTests
{
    private const string Counters = "4,240,3,180";

    public static TheoryData<string> Families => ["IPv4", "IPv6"];

    [Theory]
    [MemberData(nameof(Families))]
    public void The_groups_of_subnet_and_interface_count_once(string family)
    {
        Ends ends = EndsOf(family);
        var logs = new PlantedLogs();
        foreach (string nsg in new[] { "a-subnet", "b-nic" })
        {
            logs.Nsg(AppMac, nsg, "UserRule_out", At(9, 5), ends, 'O', 'A')
                .Nsg(AppMac, nsg, "UserRule_out", At(9, 9), ends, 'O', 'A', 'C', Counters)
                .Nsg(AppMac, nsg, "UserRule_out", At(9, 10), ends, 'O', 'A', 'E', Counters);
        }

        Deduplicated result = DeduplicationRun.Of(logs);

        Assert.Equal((0, 3, 0, 0), result.Counts);
        Assert.All(result.Kept, flow => Assert.Equal("A-SUBNET", flow.NetworkSecurityGroup));
    }

    [Fact]
    public void Counters_are_kept_where_only_one_group_has_them()
    {
        // The rule of the first group keeps no state: it logs begins and nothing else.
        PlantedLogs logs = new PlantedLogs()
            .Nsg(DbMac, "a-subnet", "UserRule_sql", At(9, 5), Ends.Sql, 'I', 'A')
            .Nsg(DbMac, "b-nic", "DefaultRule_AllowVnetInBound", At(9, 5), Ends.Sql, 'I', 'A')
            .Nsg(DbMac, "b-nic", "DefaultRule_AllowVnetInBound", At(9, 6), Ends.Sql, 'I', 'A', 'E', Counters);

        Deduplicated result = DeduplicationRun.Of(logs);

        Assert.Equal((0, 1, 0, 0), result.Counts);
        Assert.Equal(["A-SUBNET Begin ", "B-NIC End 240"], result.Kept.Select(f => $"{f.NetworkSecurityGroup} {f.State} {f.BytesSent}"));
    }

    [Theory]
    [InlineData('A', 'D')]
    [InlineData('D', 'A')]
    public void A_denial_by_either_group_is_what_remains(char subnet, char nic)
    {
        PlantedLogs logs = new PlantedLogs()
            .Nsg(DbMac, "a-subnet", "UserRule_sql", At(9, 5), Ends.Sql, 'I', subnet)
            .Nsg(DbMac, "b-nic", "UserRule_sql", At(9, 5, 1), Ends.Sql, 'I', nic);

        Deduplicated result = DeduplicationRun.Of(logs);

        Assert.Equal((0, 1, 0, 0), result.Counts);
        Assert.Equal(FlowDecision.Deny, Assert.Single(result.Kept).Decision);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Both_ends_count_once_with_the_counters_of_the_outbound_side(string family)
    {
        Ends ends = EndsOf(family);
        var logs = new PlantedLogs();

        // A connection of half an hour over the full hour, whose ends count in steps that begin at different seconds.
        logs.VNet(AppMac, "app", "UserRule_out", At(9, 45), ends, 'O').VNet(DbMac, "db", "UserRule_in", At(9, 45, 1), ends, 'I');
        logs.Each(Every(5, At(9, 46, 40), At(10, 13)), (l, time) => l.VNet(AppMac, "app", "UserRule_out", time, ends, 'O', 'C', Counters));
        logs.Each(Every(5, At(9, 49, 10), At(10, 13)), (l, time) => l.VNet(DbMac, "db", "UserRule_in", time, ends, 'I', 'C', Counters));
        logs.VNet(AppMac, "app", "UserRule_out", At(10, 14), ends, 'O', 'E', "1,52,1,52").VNet(DbMac, "db", "UserRule_in", At(10, 14, 20), ends, 'I', 'E', "1,52,1,52");

        Deduplicated result = DeduplicationRun.Of(logs);

        Assert.Equal((0, 0, 7, 0), result.Counts);
        Assert.All(result.Kept, flow => Assert.Equal(AppMac, flow.MacAddress));
        Assert.Equal((6 * 240) + 52, result.Kept.Sum(flow => flow.BytesSent));
    }

    [Fact]
    public void A_denial_at_the_destination_is_what_remains_of_an_attempt()
    {
        PlantedLogs logs = new PlantedLogs()
            .VNet(AppMac, "app", "UserRule_out", At(9, 5), Ends.Sql, 'O')
            .VNet(DbMac, "db", "DefaultRule_DenyAllInBound", At(9, 5), Ends.Sql, 'I', 'D')
            .VNet(DbMac, "db", "DefaultRule_DenyAllInBound", At(9, 5, 3), Ends.Sql, 'I', 'D')
            .VNet(AppMac, "app", "UserRule_out", At(9, 5, 40), Ends.Sql, 'O', 'E', "3,180,0,0");

        Deduplicated result = DeduplicationRun.Of(logs);

        Assert.Equal((0, 0, 1, 0), result.Counts);
        Assert.Equal(
            ["Deny DefaultRule_DenyAllInBound ", "Deny DefaultRule_DenyAllInBound ", "End UserRule_out 180"],
            result.Kept.Select(f => $"{f.State} {f.Rule} {f.BytesSent}"));
        Assert.Equal(FlowState.Begin, Assert.Single(result.Dropped).State);
    }

    [Fact]
    public void Ends_more_than_two_seconds_apart_are_two_flows()
    {
        DateTimeOffset time = At(9, 5);
        foreach ((int milliseconds, int kept) in new[] { (2000, 1), (-2000, 1), (2001, 2), (-2001, 2) })
        {
            PlantedLogs logs = new PlantedLogs()
                .VNet(AppMac, "app", "UserRule_out", time, Ends.Sql, 'O')
                .VNet(DbMac, "db", "UserRule_in", time.AddMilliseconds(milliseconds), Ends.Sql, 'I');

            Assert.Equal(kept, DeduplicationRun.Of(logs).Kept.Count);
        }
    }

    [Fact]
    public void Rows_of_two_interfaces_in_one_direction_are_two_flows()
    {
        PlantedLogs logs = new PlantedLogs()
            .VNet(AppMac, "app", "UserRule_out", At(9, 5), Ends.Sql, 'O')
            .VNet(DbMac, "db", "UserRule_out", At(9, 5), Ends.Sql, 'O');

        Assert.Equal((2, 0L), (DeduplicationRun.Of(logs).Kept.Count, DeduplicationRun.Of(logs).Duplicates.Total));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Both_kinds_of_logs_at_once_count_once(string family)
    {
        Ends ends = EndsOf(family);
        DateTimeOffset begin = At(9, 59, 59).AddMilliseconds(700);
        PlantedLogs logs = new PlantedLogs()
            .Nsg(AppMac, "app", "UserRule_out", begin, ends, 'O', 'A')
            .Nsg(AppMac, "app", "UserRule_out", begin.AddMinutes(3), ends, 'O', 'A', 'C', Counters)
            .Nsg(AppMac, "app", "UserRule_out", begin.AddMinutes(4), ends, 'O', 'A', 'E', "1,52,1,52")
            .VNet(AppMac, "app", "UserRule_out", begin, ends, 'O')
            .VNet(AppMac, "app", "UserRule_out", begin.AddMinutes(2), ends, 'O', 'C', "3,188,2,128")
            .VNet(AppMac, "app", "UserRule_out", begin.AddMinutes(4), ends, 'O', 'E', "2,104,2,104");

        Deduplicated result = DeduplicationRun.Of(logs);

        Assert.Equal((0, 0, 0, 3), result.Counts);
        Assert.All(result.Kept, flow => Assert.Equal(FlowLogKind.VNetV4, flow.Kind));
        Assert.Equal(292, result.Kept.Sum(flow => flow.BytesSent));
    }

    [Fact]
    public void A_denial_is_the_same_in_both_kinds_of_logs()
    {
        PlantedLogs logs = new PlantedLogs()
            .Nsg(DbMac, "a-subnet", "UserRule_in", At(9, 5), Ends.Sql, 'I', 'A')
            .Nsg(DbMac, "b-nic", "UserRule_deny", At(9, 5), Ends.Sql, 'I', 'D')
            .VNet(DbMac, "b-nic", "UserRule_deny", At(9, 5).AddMilliseconds(300), Ends.Sql, 'I', 'D')
            .NsgV1(DbMac, "c-old", "UserRule_in", At(9, 5, 1), Ends.Sql, 'I', 'A');

        Deduplicated result = DeduplicationRun.Of(logs);

        Assert.Equal((0, 0, 0, 3), result.Counts);
        Assert.Equal((FlowState.Deny, FlowLogKind.VNetV4), (Assert.Single(result.Kept).State, result.Kept[0].Kind));
    }

    [Fact]
    public void Everything_at_once_counts_once()
    {
        var logs = new PlantedLogs();
        foreach ((string mac, char direction, int lag) in new[] { (AppMac, 'O', 0), (DbMac, 'I', 1) })
        {
            foreach (string nsg in new[] { "a-subnet", "b-nic" })
            {
                logs.Nsg(mac, nsg, "UserRule_x", At(9, 5, lag), Ends.Sql, direction, 'A').Nsg(mac, nsg, "UserRule_x", At(9, 6, lag), Ends.Sql, direction, 'A', 'E', Counters);
            }

            logs.VNet(mac, "b-nic", "UserRule_x", At(9, 5, lag), Ends.Sql, direction).VNet(mac, "b-nic", "UserRule_x", At(9, 6, lag), Ends.Sql, direction, 'E', Counters);
        }

        Deduplicated result = DeduplicationRun.Of([.. logs.Sources(), .. logs.Sources(inLayout: false)]);

        Assert.Equal(2, result.Kept.Count);
        Assert.All(result.Kept, flow => Assert.Equal((AppMac, FlowLogKind.VNetV4), (flow.MacAddress, flow.Kind)));
        Assert.Equal((12, 0, 2, 8), result.Counts);
    }

    [Fact]
    public void Attempts_are_paired_one_with_one()
    {
        // Retries of the same port each second, of which the destination saw all but one.
        var logs = new PlantedLogs();
        foreach (int second in new[] { 0, 1, 2, 3 })
        {
            logs.VNet(AppMac, "app", "UserRule_deny", At(9, 5, second), Ends.Sql, 'O');
        }

        foreach (int second in new[] { 0, 1, 3 })
        {
            logs.VNet(DbMac, "db", "UserRule_in", At(9, 5, second).AddMilliseconds(200), Ends.Sql, 'I');
        }

        Deduplicated result = DeduplicationRun.Of(logs);

        Assert.Equal((0, 0, 3, 0), result.Counts);
        Assert.All(result.Kept, flow => Assert.Equal(FlowDirection.Outbound, flow.Direction));
    }

    [Fact]
    public void Where_the_better_log_has_a_hole_the_other_one_counts()
    {
        var logs = new PlantedLogs();
        logs.Each(Every(5, At(9, 0, 20), At(11, 55)), (l, time) => l.VNet(DbMac, "db", "UserRule_in", time, Ends.Sql, 'I', 'C', Counters));
        logs.Each(Every(5, At(9, 2), At(9, 59)), (l, time) => l.VNet(AppMac, "app", "UserRule_out", time, Ends.Sql, 'O', 'C', Counters));

        Deduplicated result = DeduplicationRun.Of(logs);

        // The outbound side's last row, of 9:57, stands for what the other end counted up to 10:02:02.
        Assert.Equal((0, 0, 13, 0), result.Counts);
        Assert.Equal(12, result.Kept.Count(flow => flow.MacAddress == AppMac));
        Assert.Equal(At(10, 5, 20), result.Kept.First(flow => flow.MacAddress == DbMac).Time);
    }

    [Fact]
    public void Rows_without_an_interface_are_compared_with_repeats_only()
    {
        PlantedLogs logs = new PlantedLogs()
            .Nsg("", "a-subnet", "UserRule_in", At(9, 5), Ends.Sql, 'I', 'A')
            .Nsg("", "b-nic", "UserRule_in", At(9, 5), Ends.Sql, 'I', 'A');

        List<FlowRecord> flows = [.. logs.Sources().SelectMany(source => Support.Logs.Decode(source).Flows)];
        Assert.All(flows, flow => Assert.Equal("", flow.MacAddress));
        FlowRecord[] nameless = [.. flows.Select(Nameless), .. flows.Select(Nameless)];

        Assert.Equal((2, (2, 0, 0, 0)), (DeduplicationRun.Pipe(nameless).Kept.Count, DeduplicationRun.Pipe(nameless).Counts));
    }

    private static FlowRecord Nameless(FlowRecord flow)
    {
        FlowRow row = default;
        flow.CopyTo(ref row);
        row.Source = new InternedAddress(FlowAddress.From(System.Net.IPAddress.Parse(flow.SourceAddress)), default);
        row.Destination = new InternedAddress(FlowAddress.From(System.Net.IPAddress.Parse(flow.DestinationAddress)), default);
        FlowGroup group = flow.Group;
        row.Group = new FlowGroup { Source = group.Source, Rule = group.Rule, AclId = group.AclId, NetworkSecurityGroup = group.NetworkSecurityGroup, RecordTime = group.RecordTime };
        return new FlowRecord(in row);
    }

    private static Ends EndsOf(string family) => family == "IPv4" ? Ends.Sql : Ends.SqlOverIPv6;
}
