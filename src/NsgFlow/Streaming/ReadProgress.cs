namespace NsgFlow.Streaming;

/// <summary>How far the workers have come together.</summary>
internal sealed class ReadProgress
{
    private long _bytes;

    /// <summary>Bytes read of all sources so far, after decompression.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
