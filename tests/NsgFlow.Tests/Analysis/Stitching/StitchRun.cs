using System.Text;
using NsgFlow.Analysis.Stitching;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.Streaming;

namespace NsgFlow.Tests.Analysis.Stitching;

/// <summary>What stitching gave, in the order in which it came.</summary>
internal sealed record Stitched(List<FlowConnection> Connections, StitchCounts Counts)
{
    public FlowConnection Single => Assert.Single(Connections);

    public IEnumerable<string> Facts => Connections.Select(ConnectionFacts.Of);
}

/// <summary>Stitches logs in each of the ways in which flows can come.</summary>
internal static class StitchRun
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>One job of these sources, read as a worker does.</summary>
    public static Stitched Chain(IEnumerable<FlowSource> sources, ConnectionOptions? options = null, FlowFilterOptions? filter = null, int mostRows = int.MaxValue)
    {
        var compiled = new FlowFilter(filter ?? new FlowFilterOptions());
        var tables = new WorkerTables(compiled);
        return Collect(options, collector =>
        {
            foreach (FlowSource source in sources)
            {
                var sink = new CollectorSink(collector, mostRows);
                FlowReadSummary summary = new FlowLogReader(source, sink, compiled, new FlowReadOptions(), tables, CancellationToken.None).Read();
                collector.EndSource(source, summary);
            }
        });
    }

    /// <summary>Records from a pipeline.</summary>
    public static Stitched Pipeline(IEnumerable<FlowRecord> records, ConnectionOptions? options = null) =>
        Collect(options, collector =>
        {
            var feed = new RecordFeed(FlowFilter.None, collector);
            foreach (FlowRecord record in records)
            {
                feed.Add(record);
            }

            feed.Flush();
        });

    /// <summary>Several jobs, each of several sources, read by several workers.</summary>
    public static Stitched Pool(IEnumerable<FlowSource[]> chains, int workers)
    {
        var counts = new StitchCounts();
        var found = new List<FlowConnection>();
        var tables = new ConnectionTables();
        using var pool = new SourceReaderPool(FlowFilter.None, new FlowReadOptions(), emit => new ConnectionCollector(new ConnectionOptions(), counts, tables, emit), workers, CancellationToken.None);
        void Take()
        {
            SourcePage page = pool.Take(s_patience) ?? throw new TimeoutException();
            Assert.False(page is FailurePage or FaultPage or JobEndPage { Exception: not null });
            found.AddRange(page is ResultPage result ? result.Results.Cast<FlowConnection>() : []);
        }

        foreach (FlowSource[] chain in chains)
        {
            while (pool.IsFull)
            {
                Take();
            }

            pool.Add(chain);
        }

        while (!pool.IsIdle)
        {
            Take();
        }

        return new Stitched(found, counts);
    }

    /// <summary>The flows of sources, as Get-NsgFlowLog would give them.</summary>
    public static List<FlowRecord> Records(IEnumerable<FlowSource> sources)
    {
        var records = new List<FlowRecord>();
        var tables = new WorkerTables(FlowFilter.None);
        foreach (FlowSource source in sources)
        {
            var sink = new CollectorSink(new RecordCollector(page => records.AddRange(RecordsOf(page))), int.MaxValue);
            new FlowLogReader(source, sink, FlowFilter.None, new FlowReadOptions(), tables, CancellationToken.None).Read();
        }

        return records;
    }

    private static IEnumerable<FlowRecord> RecordsOf(object[] results) =>
        results.Cast<RecordRows>().SelectMany(rows => Enumerable.Range(0, rows.Count).Select(i => rows[i]));

    private static Stitched Collect(ConnectionOptions? options, Action<ConnectionCollector> feed)
    {
        var counts = new StitchCounts();
        var found = new List<FlowConnection>();
        var collector = new ConnectionCollector(options ?? new ConnectionOptions(), counts, new ConnectionTables(), page => found.AddRange(page.Cast<FlowConnection>()));
        feed(collector);
        collector.Complete();
        return new Stitched(found, counts);
    }

    private sealed class CollectorSink(FlowCollector collector, int mostRows) : FlowSink
    {
        public override void Accept(FlowBatch batch)
        {
            for (ReadOnlySpan<FlowRow> rows = batch.Rows; !rows.IsEmpty; rows = rows[Math.Min(mostRows, rows.Length)..])
            {
                collector.Accept(rows[..Math.Min(mostRows, rows.Length)]);
            }
        }

        public override void Report(FlowFault fault) => Assert.Fail($"{fault.Kind} at {fault.Offset}");
    }
}

/// <summary>Bytes in memory under the name that a file would have, given in pieces if asked to.</summary>
internal sealed class NamedSource(string name, byte[] bytes, Func<int>? pieces = null) : FlowSource
{
    public NamedSource(string name, string text)
        : this(name, Encoding.UTF8.GetBytes(text))
    {
    }

    public override string? Name => name;

    public override bool CanReopen => true;

    protected override Stream OpenRaw()
    {
        var whole = new MemoryStream(bytes, writable: false);
        return pieces is null ? whole : new Support.PiecewiseStream(whole, pieces);
    }
}

/// <summary>Everything a connection says, in one line.</summary>
internal static class ConnectionFacts
{
    public static string Of(FlowConnection c) => FormattableString.Invariant(
        $"{c.MacAddress} {c.Direction} {c.Protocol} {c.SourceAddress}:{c.SourcePort} > {c.DestinationAddress}:{c.DestinationPort} {c.Decision} {c.Rule} | {c.Start:O} {c.StartKind} .. {c.End:O} {c.EndKind} | {c.PacketsSent},{c.BytesSent},{c.PacketsReceived},{c.BytesReceived} unknown {c.UnknownCounters} | rows {c.Records} attempts {c.Attempts} dup {c.Duplicates} {c.FirstState}-{c.LastState} {c.Notes} {c.Encryption} {c.Reply}");
}
