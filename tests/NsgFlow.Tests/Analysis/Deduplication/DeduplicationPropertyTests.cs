using FsCheck;
using FsCheck.Xunit;
using NsgFlow.Streaming;
using NsgFlow.Tests.Analysis.Tracing;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Analysis.Deduplication;

/// <summary>Laws for any rows at all, sensible or not: few points and times, so that everything meets everything.</summary>
public sealed class DeduplicationPropertyTests
{
    private const string Replay = "20261127,51";

    private static readonly string[] s_macs = [PlantedLogs.AppMac, PlantedLogs.DbMac, "000D3A000003"];

    [Property(Replay = Replay, MaxTest = 100)]
    public void How_rows_come_never_shows_in_the_result(DoNotSize<int> any)
    {
        var random = new Random(any.Item);
        List<FlowRecord> flows = Flows(random, random.Next(1, 60), hours: 1);
        string expected = DeduplicationRun.Pipe(flows).Text;

        Assert.Equal(expected, DeduplicationRun.Pipe(flows.OrderBy(_ => random.Next())).Text);

        // So few rows have room that the older ones must go again and again.
        List<FlowRecord> sorted = [.. flows.OrderBy(flow => flow.Time)];
        for (int most = flows.Count; most > 0; most--)
        {
            Deduplicated? squeezed = TryPipe(sorted, most);
            Assert.True(squeezed is null || squeezed.Text == expected, $"{any.Item} with room for {most} of {flows.Count}");
        }
    }

    [Property(Replay = Replay, MaxTest = 100)]
    public void Hours_in_their_order_give_what_all_at_once_gives(DoNotSize<int> any)
    {
        var random = new Random(any.Item);
        PlantedLogs logs = Plant(new PlantedLogs(), random, random.Next(20, 200), hours: 4);
        Deduplicated result = DeduplicationRun.Of(logs);

        Assert.Equal(result.Kept.OrderBy(flow => flow.Time).Select(flow => flow.Time), result.Kept.Select(flow => flow.Time));
        Assert.Equal(0, result.Duplicates.NotCompared);
    }

    [Property(Replay = Replay, MaxTest = 200)]
    public void What_is_read_twice_changes_nothing_but_the_count(DoNotSize<int> any)
    {
        var random = new Random(any.Item);
        PlantedLogs logs = Plant(new PlantedLogs(), random, random.Next(1, 60), hours: 1);
        Deduplicated once = DeduplicationRun.Read(logs.Sources());
        Deduplicated twice = DeduplicationRun.Read([.. logs.Sources(), .. logs.Sources(inLayout: false)]);

        Assert.Equal(once.Kept.Select(Deduplicated.TextOf).Order(), twice.Kept.Select(Deduplicated.TextOf).Order());
        Assert.Equal(once.Kept.Count + once.Dropped.Count, twice.Duplicates.Repeated - once.Duplicates.Repeated);
    }

    [Property(Replay = Replay, MaxTest = 200)]
    public void No_denial_goes_but_for_another_one(DoNotSize<int> any)
    {
        var random = new Random(any.Item);
        Deduplicated result = DeduplicationRun.Pipe(Flows(random, random.Next(1, 60), hours: 1));

        foreach (FlowRecord denial in result.Dropped.Where(flow => flow.Decision == FlowDecision.Deny))
        {
            Assert.Contains(result.Kept, flow =>
                flow.Decision == FlowDecision.Deny
                && flow.SourcePort == denial.SourcePort
                && flow.SourceAddress == denial.SourceAddress
                && (flow.Time - denial.Time).Duration() <= TimeSpan.FromSeconds(4));
        }
    }

    [Property(Replay = Replay, MaxTest = 200)]
    public void A_row_goes_only_where_another_of_its_conversation_remains(DoNotSize<int> any)
    {
        var random = new Random(any.Item);
        Deduplicated result = DeduplicationRun.Pipe(Flows(random, random.Next(1, 60), hours: 1));

        foreach (FlowRecord dropped in result.Dropped)
        {
            Assert.Contains(result.Kept, flow => flow.SourcePort == dropped.SourcePort && flow.SourceAddress == dropped.SourceAddress);
        }

        Assert.Equal(result.Dropped.Count, result.Duplicates.Total);
    }

    private static Deduplicated? TryPipe(IEnumerable<FlowRecord> flows, int most)
    {
        try
        {
            return DeduplicationRun.Pipe(flows, most);
        }
        catch (FlowCollectorException e)
        {
            Assert.Equal("TooManyPending", e.Reason);
            return null;
        }
    }

    private static List<FlowRecord> Flows(Random random, int count, int hours) =>
        [.. Plant(new PlantedLogs(), random, count, hours).Sources().SelectMany(source => Logs.Decode(source).Flows)];

    private static PlantedLogs Plant(PlantedLogs logs, Random random, int count, int hours)
    {
        string[] counters = ["1,60,0,0", "2,120,1,40", "0,0,0,0"];
        for (int i = 0; i < count; i++)
        {
            // Mostly moments close by one another, and some a continuation apart.
            DateTimeOffset time = PlantedLogs.At(9, 50).AddMilliseconds((random.Next(0, 12 * hours) * 300_000L) + (random.Next(0, 9) * 500));
            string mac = s_macs[random.Next(s_macs.Length)];
            string nsg = random.Next(2) == 0 ? "a-subnet" : "b-nic";
            string rule = random.Next(5) == 0 ? "UserRule_other" : "UserRule_web";
            Ends ends = (random.Next(4) == 0 ? Ends.SqlOverIPv6 : Ends.Sql) with { SourcePort = 50_000 + random.Next(2) };
            char direction = random.Next(2) == 0 ? 'I' : 'O';
            switch (random.Next(9))
            {
                case 0:
                    logs.NsgV1(mac, nsg, rule, time, ends, direction, random.Next(2) == 0 ? 'A' : 'D');
                    break;
                case 1 or 2:
                    logs.Nsg(mac, nsg, rule, time, ends, direction, random.Next(3) == 0 ? 'D' : 'A');
                    break;
                case 3 or 4:
                    logs.Nsg(mac, nsg, rule, time, ends, direction, 'A', random.Next(2) == 0 ? 'C' : 'E', counters[random.Next(counters.Length)]);
                    break;
                case 5 or 6:
                    logs.VNet(mac, nsg, rule, time, ends, direction, random.Next(3) == 0 ? 'D' : 'B');
                    break;
                default:
                    logs.VNet(mac, nsg, rule, time, ends, direction, random.Next(2) == 0 ? 'C' : 'E', counters[random.Next(counters.Length)]);
                    break;
            }
        }

        return logs;
    }
}
