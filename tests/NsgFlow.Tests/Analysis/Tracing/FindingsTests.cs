using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.Streaming;

namespace NsgFlow.Tests.Analysis.Tracing;

public sealed class FindingsTests
{
    [Fact]
    public void Any_split_and_order_of_the_logs_and_any_number_of_workers_gives_the_same()
    {
        for (int seed = 1; seed <= 8; seed++)
        {
            var random = new Random(seed);
            IReadOnlyList<FlowSource> sources = RandomLogs(random).Sources();
            string[] expected = [.. PlantedLogs.Read(sources, new FlowFilterOptions(), 1).Select(trace => PlantedLogs.TextOf([trace]))];

            Assert.InRange(expected.Length, 10, 1000);
            Assert.Equal(expected, PlantedLogs.Pipe(sources, new FlowFilterOptions()).Select(trace => PlantedLogs.TextOf([trace])));
            foreach (int workers in new[] { 2, 8 })
            {
                IEnumerable<FlowSource> shuffled = sources.OrderBy(_ => random.Next());
                Assert.Equal(expected, PlantedLogs.Read(shuffled, new FlowFilterOptions(), workers).Select(trace => PlantedLogs.TextOf([trace])));
            }
        }
    }

    [Fact]
    public void Every_verdict_on_logged_conversations_comes_up_in_random_logs()
    {
        IEnumerable<FlowTraceVerdict> seen = Enumerable.Range(1, 4)
            .SelectMany(seed => PlantedLogs.Read(RandomLogs(new Random(seed)).Sources(), new FlowFilterOptions(), 1))
            .Select(trace => trace.Verdict)
            .Distinct();

        Assert.Equal(
            [FlowTraceVerdict.DeniedBy, FlowTraceVerdict.Changed, FlowTraceVerdict.Allowed, FlowTraceVerdict.OneSideOnly, FlowTraceVerdict.AllowedNoReply, FlowTraceVerdict.AllowedReplyUnknown],
            seen.Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void More_conversations_than_may_be_kept_end_the_work(int workers)
    {
        PlantedLogs logs = new();
        for (int port = 1; port <= 6; port++)
        {
            logs.Nsg(PlantedLogs.AppMac, "app", "UserRule_Web", PlantedLogs.At(8 + port, 10), Ends.Sql with { DestinationPort = port }, 'O', 'A');
        }

        Assert.Equal(6, PlantedLogs.Read(logs.Sources(), new FlowFilterOptions(), workers, maxConversation: 6).Count);
        FlowCollectorException error = Assert.Throws<FlowCollectorException>(() => PlantedLogs.Read(logs.Sources(), new FlowFilterOptions(), workers, maxConversation: 5));
        Assert.Equal("TooManyConversations", error.Reason);
        Assert.Equal([5], error.Arguments.Cast<int>());
    }

    [Fact]
    public void A_conversation_with_more_rules_than_anybody_has_ends_the_work()
    {
        PlantedLogs logs = new();
        for (int rule = 0; rule < 300; rule++)
        {
            logs.Nsg(PlantedLogs.AppMac, "app", $"UserRule_{rule}", PlantedLogs.At(8, 10), Ends.Sql, 'O', 'A');
        }

        Assert.Throws<FlowCollectorException>(() => PlantedLogs.Read(logs.Sources(), new FlowFilterOptions(), 1, maxConversation: 1));
        Assert.Equal(300, Assert.Single(PlantedLogs.Read(logs.Sources(), new FlowFilterOptions(), 1, maxConversation: 100)).Points.Length);
    }

    private static PlantedLogs RandomLogs(Random random)
    {
        PlantedLogs logs = new();
        string[] macs = [PlantedLogs.AppMac, PlantedLogs.DbMac, "000D3A000003"];
        string[] addresses = ["10.0.1.4", "10.0.2.5", "fd00::3"];
        for (int i = 0; i < 400; i++)
        {
            int source = random.Next(3);
            int destination = (source + 1 + random.Next(2)) % 3;
            bool isOutbound = random.Next(2) == 0;
            string mac = macs[isOutbound ? source : destination];
            var ends = new Ends(addresses[source], addresses[destination], 440 + random.Next(4), random.Next(3) == 0 ? FlowProtocol.UDP : FlowProtocol.TCP, random.Next(1024, 65536));
            DateTimeOffset time = PlantedLogs.At(random.Next(8, 12), random.Next(60), random.Next(60));
            bool denies = ends.DestinationPort == 440 || (ends.DestinationPort == 441 && time.Hour < 10);
            string nsg = random.Next(4) == 0 ? "subnet" : "nic";
            char state = denies ? 'B' : random.Next(3) switch { 0 => 'B', 1 => 'C', _ => 'E' };
            string counters = ends.DestinationPort == 443 ? "4,200,0,0" : "4,200,3,900";
            if (source == 2)
            {
                logs.VNet(mac, nsg, denies ? "Deny" : "Allow", time, ends, isOutbound ? 'O' : 'I', denies ? 'D' : state, state == 'B' ? "0,0,0,0" : counters);
            }
            else
            {
                logs.Nsg(mac, nsg, denies ? "UserRule_Deny" : "UserRule_Allow", time, ends, isOutbound ? 'O' : 'I', denies ? 'D' : 'A', state, state == 'B' ? ",,," : counters);
            }
        }

        // Two conversations of which only the begin is known, and one that never arrives.
        return logs
            .Nsg(macs[0], "nic", "UserRule_Allow", PlantedLogs.At(8, 1), new Ends(addresses[0], addresses[1], 22), 'O', 'A')
            .Nsg(macs[0], "nic", "UserRule_Allow", PlantedLogs.At(8, 1), new Ends("192.0.2.1", addresses[0], 22), 'I', 'A')
            .Nsg(macs[0], "nic", "UserRule_Allow", PlantedLogs.At(8, 1), new Ends(addresses[0], "192.0.2.1", 25), 'O', 'A', 'E', "4,200,0,0");
    }
}
