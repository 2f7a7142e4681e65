using System.Text;
using NsgFlow.Decoding;
using NsgFlow.Filtering;

namespace NsgFlow.Tests.Support;

/// <summary>Decodes bytes in memory and keeps everything that came of them.</summary>
internal static class Logs
{
    /// <summary>Too small for the heap of large objects, which is slow to come by.</summary>
    public const int SmallWindow = 80 * 1024;

    [ThreadStatic]
    private static WorkerTables? s_tables;

    public static Decoded Decode(string text, FlowReadOptions? options = null, FlowFilterOptions? filter = null) =>
        Decode(Encoding.UTF8.GetBytes(text), options, filter);

    public static Decoded Decode(byte[] bytes, FlowReadOptions? options = null, FlowFilterOptions? filter = null) =>
        Decode(new MemorySource(bytes), options, filter);

    public static Decoded Decode(FlowSource source, FlowReadOptions? options = null, FlowFilterOptions? filter = null)
    {
        FlowFilter compiled = filter is null ? FlowFilter.None : new FlowFilter(filter);
        return Decode(source, options, compiled, new WorkerTables(compiled));
    }

    /// <summary>Decodes with what the thread keeps from one log to the next, as a worker does: much faster for small logs.</summary>
    public static Decoded DecodeAgain(FlowSource source, FlowReadOptions? options = null) =>
        Decode(source, options, FlowFilter.None, s_tables ??= new WorkerTables(FlowFilter.None));

    public static Decoded DecodeAgain(byte[] bytes) => DecodeAgain(new MemorySource(bytes), new FlowReadOptions { WindowSize = SmallWindow });

    private static Decoded Decode(FlowSource source, FlowReadOptions? options, FlowFilter filter, WorkerTables tables)
    {
        var sink = new KeepingSink();
        var reader = new FlowLogReader(source, sink, filter, options ?? new FlowReadOptions(), tables, CancellationToken.None);
        FlowReadSummary summary = reader.Read();
        return new Decoded(sink.Flows, sink.Faults, summary);
    }

    private sealed class KeepingSink : FlowSink
    {
        public List<FlowRecord> Flows { get; } = [];

        public List<FlowFault> Faults { get; } = [];

        public override void Accept(FlowBatch batch)
        {
            foreach (ref readonly FlowRow row in batch.Rows)
            {
                Flows.Add(new FlowRecord(in row));
            }
        }

        public override void Report(FlowFault fault) => Faults.Add(fault);
    }
}

internal sealed record Decoded(List<FlowRecord> Flows, List<FlowFault> Faults, FlowReadSummary Summary);

/// <summary>Bytes in memory, given in pieces of chosen sizes, once or as often as asked.</summary>
internal sealed class MemorySource(byte[] bytes, Func<int>? pieces = null, bool canReopen = true) : FlowSource
{
    public int Opened { get; private set; }

    public override string? Name => "memory.json";

    public override bool CanReopen => canReopen;

    protected override Stream OpenRaw()
    {
        Opened++;
        var whole = new MemoryStream(bytes, writable: false);
        return pieces is null ? whole : new PiecewiseStream(whole, pieces);
    }
}
