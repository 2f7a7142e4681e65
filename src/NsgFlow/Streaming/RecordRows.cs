using System.Buffers;

namespace NsgFlow.Streaming;

/// <summary>
/// Rows on their way to the pipeline thread, which makes a record of each just before it is written. Records that
/// waited in a queue would outlive collections, and each of those would move them; a record that is made last dies at
/// once where nobody keeps it.
/// </summary>
internal sealed class RecordRows
{
    private readonly FlowRow[] _rows;

    /// <param name="rows">The rows; copied.</param>
    public RecordRows(ReadOnlySpan<FlowRow> rows)
    {
        _rows = ArrayPool<FlowRow>.Shared.Rent(rows.Length);
        rows.CopyTo(_rows);
        Count = rows.Length;
    }

    public int Count { get; }

    /// <summary>A new record of one of the rows.</summary>
    public FlowRecord this[int index] => new(in _rows[index]);

    /// <summary>Gives the place of the rows to another page; nothing may be asked of this one from then on.</summary>
    public void Release() => ArrayPool<FlowRow>.Shared.Return(_rows, clearArray: true);
}
