using FsCheck;
using FsCheck.Xunit;
using NsgFlow.Analysis.Stitching;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Analysis.Stitching;

/// <summary>Laws for any sequence of tuples at all, sensible or not: few keys and times, so that everything meets everything.</summary>
public sealed class StitchPropertyTests
{
    private const string Replay = "20261124,41";

    [Property(Replay = Replay, MaxTest = 300)]
    public void How_logs_are_cut_and_read_never_shows_in_the_connections(DoNotSize<int> any)
    {
        var random = new Random(any.Item);
        string[] records = Records(random);
        ConnectionOptions options = Options(random);
        Stitched whole = StitchRun.Chain([Tuples.Log(records)], options);

        int size = random.Next(1, 4);
        IEnumerable<NamedSource> pieces = records.Chunk(size).Select(part => new NamedSource("log.json", System.Text.Encoding.UTF8.GetBytes(SmallLogs.Envelope(part)), () => random.Next(1, 300)));
        Stitched cut = StitchRun.Chain(pieces, options, mostRows: random.Next(1, 5));
        Stitched piped = StitchRun.Pipeline(StitchRun.Records([Tuples.Log(records)]), options);

        AssertSame(whole, cut);
        AssertSame(whole, piped);
    }

    [Property(Replay = Replay, MaxTest = 300)]
    public void No_tuple_and_no_byte_is_lost_or_counted_twice(DoNotSize<int> any)
    {
        var random = new Random(any.Item);
        string[] records = Records(random);
        Stitched stitched = StitchRun.Chain([Tuples.Log(records)], Options(random));
        List<FlowRecord> flows = StitchRun.Records([Tuples.Log(records)]);

        long counted = stitched.Connections.Sum(c => (long)c.Records) + stitched.Counts.Repeated + stitched.Counts.IdleEnds;
        Assert.Equal(flows.Count, counted);
        Assert.Equal(stitched.Connections.Count(c => c.EndKind == FlowConnectionEnd.GivenUp), stitched.Counts.GivenUp);
        if (stitched.Counts.Repeated == 0)
        {
            Assert.Equal(flows.Sum(f => f.BytesSent ?? 0), stitched.Connections.Sum(c => c.BytesSent ?? 0));
            Assert.Equal(flows.Sum(f => f.PacketsReceived ?? 0), stitched.Connections.Sum(c => c.PacketsReceived ?? 0));
        }
    }

    [Property(Replay = Replay, MaxTest = 200)]
    public void A_connection_is_the_same_whatever_else_is_chosen(DoNotSize<int> any)
    {
        var random = new Random(any.Item);
        NamedSource[] log = [Tuples.Log(Records(random))];
        List<string> all = [.. StitchRun.Chain(log).Facts];
        var options = new ConnectionOptions { MinimumBytes = random.Next(3) * 50, MinimumDuration = TimeSpan.FromSeconds(random.Next(3) * 60), OnlyFailed = random.Next(2) == 0 };

        List<FlowConnection> chosen = StitchRun.Chain(log, options).Connections;

        Assert.Equal(
            StitchRun.Chain(log).Connections.Where(c =>
                (options.MinimumBytes == 0 || (c.BytesSent is null && c.BytesReceived is null ? -1 : (c.BytesSent ?? 0) + (c.BytesReceived ?? 0)) >= options.MinimumBytes)
                && (options.MinimumDuration == TimeSpan.Zero || c.Duration >= options.MinimumDuration)
                && (!options.OnlyFailed || c.IsFailed)).Select(ConnectionFacts.Of),
            chosen.Select(ConnectionFacts.Of));
        Assert.All(chosen, c => Assert.Contains(ConnectionFacts.Of(c), all));
    }

    [Property(Replay = Replay, MaxTest = 100)]
    public void Any_log_of_any_layout_is_stitched_whole(DoNotSize<int> any)
    {
        byte[] bytes = LogEncoder.Encode(LogGenerator.Log(any.Item, size: 4), LogStyle.Wild, any.Item).Bytes;

        Stitched stitched = StitchRun.Chain([new NamedSource("log.json", bytes)]);
        Stitched piped = StitchRun.Pipeline(StitchRun.Records([new NamedSource("log.json", bytes)]));

        Assert.Equal(Logs.Decode(bytes).Flows.Count, stitched.Connections.Sum(c => (long)c.Records) + stitched.Counts.Repeated + stitched.Counts.IdleEnds);
        AssertSame(stitched, piped);
        Assert.All(stitched.Connections, c => Assert.NotEmpty(c.ToString() + c.ConnectionId + c.CommunityId));
    }

    private static ConnectionOptions Options(Random random) => new()
    {
        IdleTimeout = TimeSpan.FromMinutes(10 * random.Next(1, 4)),
        MostOpen = random.Next(2) == 0 ? random.Next(1, 6) : ConnectionOptions.DefaultMostOpen,
    };

    private static string[] Records(Random random)
    {
        long time = 0;
        var records = new List<string>();
        for (int i = random.Next(1, 12); i > 0; i--)
        {
            time += random.Next(6) switch { 0 => 0, 1 => random.Next(4) * 3600, 2 => random.Next(2400), _ => random.Next(120) };
            string[] tuples = [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => Tuples.T(
                time + random.Next(-30, 30),
                "BBCCEEDDA"[random.Next(9)],
                random.Next(4) switch { 0 => ",,,", 1 => "0,0,0,0", 2 => "1,40,,", _ => "2,80,1,40" },
                random.Next(1, 5)))];
            records.Add(Tuples.NsgOf("UserRule_" + random.Next(2), random.Next(4) == 0 ? "000D3A000002" : Tuples.Mac, time + 60, tuples));
            if (random.Next(10) == 0)
            {
                records.Add(records[random.Next(records.Count)]);
            }
        }

        return [.. records];
    }

    private static void AssertSame(Stitched expected, Stitched actual)
    {
        Assert.Equal(expected.Facts, actual.Facts);
        Assert.Equal(expected.Connections.Select(c => c.ConnectionId), actual.Connections.Select(c => c.ConnectionId));
        Assert.Equal(
            (expected.Counts.Repeated, expected.Counts.IdleEnds, expected.Counts.GivenUp),
            (actual.Counts.Repeated, actual.Counts.IdleEnds, actual.Counts.GivenUp));
    }
}
