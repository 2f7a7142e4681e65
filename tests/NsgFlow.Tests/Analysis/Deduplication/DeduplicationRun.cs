using NsgFlow.Analysis.Deduplication;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.Layout;
using NsgFlow.Streaming;
using NsgFlow.Tests.Analysis.Tracing;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Analysis.Deduplication;

/// <summary>What was left of rows, in the order in which it came, and what was left out.</summary>
internal sealed record Deduplicated(List<FlowRecord> Kept, List<FlowRecord> Dropped, FlowDuplicates Duplicates)
{
    /// <summary>Repeated, OtherSecurityGroup, OtherInterface and OtherLog.</summary>
    public (long Repeated, long OtherSecurityGroup, long OtherInterface, long OtherLog) Counts =>
        (Duplicates.Repeated, Duplicates.OtherSecurityGroup, Duplicates.OtherInterface, Duplicates.OtherLog);

    /// <summary>All that was kept, and the counts.</summary>
    public string Text => string.Join('\n', Kept.Select(TextOf)) + "\n" + Counts;

    /// <summary>What a row says, without where it stands: of rows that are the same any may be the one that is kept.</summary>
    public static string TextOf(FlowRecord flow) => FormattableString.Invariant(
        $"{flow.Time:HH:mm:ss.fff} {flow.Kind} {flow.MacAddress} {flow.NetworkSecurityGroup} {flow.Rule} {flow.Direction} {flow.SourceAddress}:{flow.SourcePort} {flow.DestinationAddress} {flow.Decision} {flow.State} {flow.PacketsSent},{flow.BytesSent},{flow.PacketsReceived},{flow.BytesReceived}");
}

/// <summary>Deduplicates in each of the ways in which rows can come.</summary>
internal static class DeduplicationRun
{
    public const int Plenty = 1_000_000;

    /// <summary>What comes of planted logs, which is the same in whatever way they are read.</summary>
    public static Deduplicated Of(PlantedLogs logs) => Of(logs.Sources());

    public static Deduplicated Of(IReadOnlyCollection<FlowSource> sources)
    {
        Deduplicated whole = Read(sources);
        List<FlowRecord> flows = [.. sources.SelectMany(source => Logs.Decode(source).Flows)];
        var random = new Random(20261124);
        Assert.Equal(whole.Text, Pipe(flows).Text);
        Assert.Equal(whole.Text, Pipe(flows.AsEnumerable().Reverse()).Text);
        Assert.Equal(whole.Text, Pipe(flows.OrderBy(_ => random.Next())).Text);
        Assert.Equal(whole.Text, Read(sources.OrderBy(_ => random.Next()), workers: 2).Text);
        Assert.Equal(whole.Text, Read(sources.Reverse(), workers: 8).Text);
        Assert.Equal(flows.Count, whole.Kept.Count + whole.Duplicates.Total);
        return whole;
    }

    /// <summary>Logs hour by hour, as one job of a pool.</summary>
    public static Deduplicated Read(IEnumerable<FlowSource> sources, int workers = 1, int mostPending = Plenty, FlowFilterOptions? filter = null)
    {
        var run = new Run(mostPending, isHourly: true);
        using var pool = new SourceReaderPool(new FlowFilter(filter ?? new FlowFilterOptions()), new FlowReadOptions(), _ => run.Collector, workers, CancellationToken.None);
        pool.Add([.. sources.OrderBy(source => FlowLogPath.OfFile(source.Name)?.Hour ?? DateTimeOffset.MinValue)]);
        while (!pool.IsIdle)
        {
            switch (pool.Take(TimeSpan.FromSeconds(60)))
            {
                case JobEndPage { Exception: { } exception }:
                    throw exception;
                case FailurePage failure:
                    throw failure.Exception;
                case FaultPage fault:
                    throw new InvalidOperationException(fault.Fault.ToString());
                case null:
                    throw new TimeoutException();
            }
        }

        return run.Result;
    }

    /// <summary>Records from a pipeline, in whatever order.</summary>
    public static Deduplicated Pipe(IEnumerable<FlowRecord> flows, int mostPending = Plenty)
    {
        var run = new Run(mostPending, isHourly: false);
        var feed = new RecordFeed(FlowFilter.None, run.Collector);
        foreach (FlowRecord flow in flows)
        {
            feed.Add(flow);
        }

        feed.Flush();
        run.Collector.Complete();
        return run.Result;
    }

    private sealed class Run : IDeduplicated
    {
        private readonly List<FlowRecord> _kept = [];
        private readonly List<FlowRecord> _dropped = [];
        private readonly DuplicateCounts _counts = new();

        public Run(int mostPending, bool isHourly) =>
            Collector = new DeduplicatingCollector(new Deduplicator(this, _counts, mostPending), isHourly);

        public DeduplicatingCollector Collector { get; }

        public Deduplicated Result => new(_kept, _dropped, _counts.ToDuplicates());

        public void Keep(in FlowRow row) => _kept.Add(new FlowRecord(in row));

        public void Drop(in FlowRow row) => _dropped.Add(new FlowRecord(in row));
    }
}
