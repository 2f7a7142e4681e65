using System.Text;
using NsgFlow.Decoding;
using NsgFlow.Filtering;

namespace NsgFlow.Tests.Support;

/// <summary>Decodes bytes in memory and keeps everything that came of them.</summary>
internal static class Logs
{
    public static Decoded Decode(string text, FlowReadOptions? options = null, FlowFilterOptions? filter = null) =>
        Decode(Encoding.UTF8.GetBytes(text), options, filter);

    public static Decoded Decode(byte[] bytes, FlowReadOptions? options = null, FlowFilterOptions? filter = null) =>
        Decode(new MemorySource(bytes), options, filter);

    public static Decoded Decode(FlowSource source, FlowReadOptions? options = null, FlowFilterOptions? filter = null)
    {
        var sink = new KeepingSink();
        FlowFilter compiled = filter is null ? FlowFilter.None : new FlowFilter(filter);
        var reader = new FlowLogReader(source, sink, compiled, options ?? new FlowReadOptions(), new WorkerTables(compiled), CancellationToken.None);
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
