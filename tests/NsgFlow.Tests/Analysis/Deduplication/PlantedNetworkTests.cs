using NsgFlow.Decoding;
using NsgFlow.Tests.Analysis.Tracing;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Analysis.Deduplication;

/// <summary>
/// A network of which the truth is known: each connection is planted once, at the interface it leaves, and then again in
/// every way in which a flow comes to be logged more than once.
/// </summary>
public sealed class PlantedNetworkTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_remains_is_what_was_planted_once(int seed)
    {
        var random = new Random(seed);
        var truth = new PlantedLogs();
        var all = new PlantedLogs();
        long otherEnd = 0;
        long otherGroup = 0;
        long otherLog = 0;
        for (int number = 0; number < 300; number++)
        {
            Connection connection = Connection.Plan(random, number);
            otherEnd += connection.PlantOutbound(truth, all) + connection.PlantInbound(truth, all, random);
            otherGroup += random.Next(2) == 0 ? connection.PlantOtherGroup(all) : 0;
            otherLog += random.Next(2) == 0 ? connection.PlantOtherLog(all, random) : 0;
        }

        // A copy of some of the hours, outside of the layout.
        FlowSource[] copies = [.. all.Sources(inLayout: false).Where(_ => random.Next(3) == 0)];
        long repeated = copies.Sum(source => (long)Logs.Decode(source).Flows.Count);

        Deduplicated result = DeduplicationRun.Of([.. all.Sources(), .. copies]);

        Assert.Equal(Texts(truth.Sources().SelectMany(source => Logs.Decode(source).Flows)), Texts(result.Kept));
        Assert.Equal((repeated, otherGroup, otherEnd, otherLog), result.Counts);
        Assert.Equal(0, result.Duplicates.NotCompared);
    }

    private static List<string> Texts(IEnumerable<FlowRecord> flows) => [.. flows.Select(Deduplicated.TextOf).Order(StringComparer.Ordinal)];

    /// <summary>A connection, with the rows of its outbound side as (milliseconds since its begin, state, counters).</summary>
    private sealed record Connection(Ends Ends, DateTimeOffset Begin, bool IsDenied, (int Offset, char State, string Counters)[] Rows)
    {
        public static Connection Plan(Random random, int number)
        {
            // The last hours of the morning, and often the minutes around a full hour.
            DateTimeOffset begin = PlantedLogs.At(8, 0).AddMilliseconds(random.Next(2) == 0
                ? random.Next(0, 3 * 3_600_000)
                : (random.Next(1, 4) * 3_600_000) + random.Next(-90_000, 5_000));
            Ends ends = (random.Next(3) == 0 ? Ends.SqlOverIPv6 : Ends.Sql) with { SourcePort = 20_000 + number };
            int length = random.Next(2) == 0 ? random.Next(1000, 60_000) : random.Next(60_000, 2_400_000);
            var rows = new List<(int, char, string)> { (0, 'B', "0,0,0,0") };
            for (int at = random.Next(10_000, 300_000); at < length; at += 300_000)
            {
                rows.Add((at, 'C', FormattableString.Invariant($"{random.Next(1, 9)},{random.Next(60, 9000)},{random.Next(9)},{random.Next(9000)}")));
            }

            rows.Add((length, 'E', "1,60,1,60"));
            return new Connection(ends, begin, random.Next(4) == 0, [.. rows]);
        }

        /// <summary>The outbound side; of an attempt that is denied where it arrives, all but its begin is to remain.</summary>
        /// <returns>How many of its rows are to be left out.</returns>
        public long PlantOutbound(PlantedLogs truth, PlantedLogs all)
        {
            foreach ((int offset, char state, string counters) in Rows)
            {
                all.VNet(PlantedLogs.AppMac, "app", "UserRule_out", Begin.AddMilliseconds(offset), Ends, 'O', state, counters);
                if (!IsDenied || state != 'B')
                {
                    truth.VNet(PlantedLogs.AppMac, "app", "UserRule_out", Begin.AddMilliseconds(offset), Ends, 'O', state, counters);
                }
            }

            return IsDenied ? 1 : 0;
        }

        /// <summary>The side where it arrives: as denied, or as a connection that is counted in steps of its own.</summary>
        public long PlantInbound(PlantedLogs truth, PlantedLogs all, Random random)
        {
            int lag = random.Next(0, 900);
            if (IsDenied)
            {
                all.VNet(PlantedLogs.DbMac, "db", "UserRule_deny", Begin.AddMilliseconds(lag), Ends, 'I', 'D');
                truth.VNet(PlantedLogs.DbMac, "db", "UserRule_deny", Begin.AddMilliseconds(lag), Ends, 'I', 'D');
                return 0;
            }

            int length = Rows[^1].Offset;
            int count = 2;
            all.VNet(PlantedLogs.DbMac, "db", "UserRule_in", Begin.AddMilliseconds(lag), Ends, 'I');
            for (int at = random.Next(10_000, 300_000); at < length; at += 300_000, count++)
            {
                all.VNet(PlantedLogs.DbMac, "db", "UserRule_in", Begin.AddMilliseconds(at), Ends, 'I', 'C', "2,99,2,99");
            }

            all.VNet(PlantedLogs.DbMac, "db", "UserRule_in", Begin.AddMilliseconds(length + lag), Ends, 'I', 'E', "2,99,2,99");
            return count;
        }

        /// <summary>The same rows by the rule set of the subnet, which comes behind by its name.</summary>
        public long PlantOtherGroup(PlantedLogs all)
        {
            foreach ((int offset, char state, string counters) in Rows)
            {
                all.VNet(PlantedLogs.AppMac, "subnet", "UserRule_any", Begin.AddMilliseconds(offset), Ends, 'O', state, counters);
            }

            return Rows.Length;
        }

        /// <summary>The same in an NSG log, by the second.</summary>
        public long PlantOtherLog(PlantedLogs all, Random random)
        {
            foreach ((int offset, char state, string counters) in Rows)
            {
                all.Nsg(PlantedLogs.AppMac, "app", "UserRule_out", Begin.AddMilliseconds(offset + (state == 'C' ? random.Next(5_000) : 0)), Ends, 'O', 'A', state, state == 'B' ? ",,," : counters);
            }

            return Rows.Length;
        }
    }
}
