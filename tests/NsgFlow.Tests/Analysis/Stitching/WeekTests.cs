using NsgFlow.Decoding;
using NsgFlow.Tests.Analysis.Stitching.Week;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Analysis.Stitching;

/// <summary>A week of three interfaces with planted connections of every kind: each must come out exactly, however the week is read.</summary>
public sealed class WeekTests
{
    private static readonly PlannedInterface[] s_interfaces =
    [
        WeekPlanner.Plan("000D3A000001", isVNet: false, missingHours: [50, 51, 90], connections: 1500, seed: 20261124),
        WeekPlanner.Plan("000D3A000002", isVNet: true, missingHours: [3, 120], connections: 1500, seed: 20261125),
        WeekPlanner.Plan("000D3A000003", isVNet: false, missingHours: [], connections: 600, seed: 20261126),
    ];

    private static readonly Lazy<List<string>> s_truth = new(() =>
        [.. s_interfaces.SelectMany(i => i.Connections).Select(c => c.Truth()).OfType<string>().Order(StringComparer.Ordinal)]);

    [Fact]
    public void The_week_holds_every_kind_of_start_end_and_note()
    {
        foreach (string name in new[] { "Begin ..", "MidStream ..", "End |", "Superseded |", "TimedOut |", "StillOpen |", "Denied |", "Gap", "Orphan", "dup 1", " No", " Yes", " Unknown", "2001:db8" })
        {
            Assert.Contains(s_truth.Value, t => t.Contains(name, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Every_connection_has_its_totals_and_kinds_whatever_the_number_of_workers(int workers) =>
        AssertTruth(StitchRun.Pool(s_interfaces.Select(i => Hours(i).ToArray<FlowSource>()), workers));

    [Fact]
    public void Records_of_the_pipeline_give_the_same_and_those_of_an_interface_in_the_same_order()
    {
        Stitched paths = StitchRun.Chain(s_interfaces.SelectMany(Hours));
        Stitched piped = StitchRun.Pipeline(StitchRun.Records(s_interfaces.SelectMany(Hours)));
        // As Get-NsgFlowLog reads virtual network logs: hour by hour, the interfaces in turn.
        Stitched mixed = StitchRun.Pipeline(StitchRun.Records(s_interfaces.SelectMany(i => Hours(i)).OrderBy(s => s.Name![s.Name!.IndexOf("/y=", StringComparison.Ordinal)..], StringComparer.Ordinal)));

        AssertTruth(paths);
        Assert.Equal(paths.Facts, piped.Facts);
        Assert.Equal(paths.Connections.Select(c => c.ConnectionId), piped.Connections.Select(c => c.ConnectionId));
        AssertTruth(mixed);
        foreach (PlannedInterface one in s_interfaces)
        {
            Assert.Equal(paths.Facts.Where(f => f.StartsWith(one.Mac, StringComparison.Ordinal)), mixed.Facts.Where(f => f.StartsWith(one.Mac, StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(1000)]
    public void However_the_records_are_cut_into_logs_the_connections_are_the_same(int recordsPerLog)
    {
        var random = new Random(recordsPerLog);
        IEnumerable<NamedSource> logs = s_interfaces.SelectMany(i => i.Records().Select(r => r.Text).Chunk(recordsPerLog))
            .Select((records, number) => new NamedSource($"{number}.json", System.Text.Encoding.UTF8.GetBytes(SmallLogs.Envelope(records)), () => random.Next(1, 5000)));

        AssertTruth(StitchRun.Chain(logs, mostRows: recordsPerLog));
    }

    [Fact]
    public void Records_and_logs_that_come_twice_change_nothing()
    {
        var random = new Random(5);
        IEnumerable<NamedSource> logs = s_interfaces.SelectMany(one => one.Records().GroupBy(r => r.Hour).SelectMany(hour =>
        {
            List<string> records = [.. hour.Select(r => r.Text)];
            int copied = random.Next(records.Count);
            records.Insert(random.Next(copied + 1, records.Count + 1), records[copied]);
            var log = new NamedSource(one.PathOf(hour.Key), SmallLogs.Envelope([.. records]));
            return random.Next(5) == 0 ? [log, new NamedSource(one.PathOf(hour.Key).Replace("PT1H", "PT1H (1)", StringComparison.Ordinal), SmallLogs.Envelope([.. records]))] : new[] { log };
        }));

        AssertTruth(StitchRun.Chain(logs));
    }

    private static void AssertTruth(Stitched stitched)
    {
        List<string> found = [.. stitched.Facts.Order(StringComparer.Ordinal)];
        Assert.Equal([], s_truth.Value.Except(found).Take(5));
        Assert.Equal([], found.Except(s_truth.Value).Take(5));
        Assert.Equal(s_truth.Value.Count, found.Count);
        Assert.Equal(found.Count, stitched.Connections.Select(c => c.ConnectionId).Distinct().Count());
    }

    private static IEnumerable<NamedSource> Hours(PlannedInterface one) => one.Records().GroupBy(r => r.Hour)
        .Select(hour => new NamedSource(one.PathOf(hour.Key), SmallLogs.Envelope([.. hour.Select(r => r.Text)])));
}
