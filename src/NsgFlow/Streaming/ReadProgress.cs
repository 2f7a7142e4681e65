namespace NsgFlow.Streaming;

/// <summary>How far the workers have come together.</summary>
internal sealed class ReadProgress
{
    private long _bytes;
    private long _rows;

    /// <summary>Bytes read of all sources so far, after decompression.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Rows that passed the filters.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    public void AddBytes(long bytes) => Interlocked.Add(ref _bytes, bytes);

    public void AddRows(long rows) => Interlocked.Add(ref _rows, rows);
}
