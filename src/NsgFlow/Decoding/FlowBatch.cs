namespace NsgFlow.Decoding;

/// <summary>Rows on their way to a sink; filled again after the sink has taken them.</summary>
internal sealed class FlowBatch
{
    public const int Capacity = 1024;

    private readonly FlowRow[] _rows = new FlowRow[Capacity];

    public int Count { get; private set; }

    public bool IsFull => Count == Capacity;

    public ReadOnlySpan<FlowRow> Rows => _rows.AsSpan(0, Count);

    /// <summary>The row to fill next; it counts only after <see cref="Commit"/>.</summary>
    public ref FlowRow Next => ref _rows[Count];

    public void Commit() => Count++;

    public void Clear() => Count = 0;
}
