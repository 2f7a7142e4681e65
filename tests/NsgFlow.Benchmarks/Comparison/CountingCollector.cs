using NsgFlow.Streaming;

namespace NsgFlow.Benchmarks.Comparison;

/// <summary>Counts rows, and makes nothing of them.</summary>
internal sealed class CountingCollector(Action<long> emit) : FlowCollector
{
    private long _rows;

    public override void Accept(ReadOnlySpan<FlowRow> rows) => _rows += rows.Length;

    public override void Complete() => emit(_rows);
}
