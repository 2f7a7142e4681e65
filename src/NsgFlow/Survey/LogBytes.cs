using NsgFlow.Decoding;

namespace NsgFlow.Survey;

/// <summary>Looks at the ends of a log without reading what lies between, wherever it is kept.</summary>
internal abstract class LogBytes : IDisposable
{
    private bool? _isGzip;

    public abstract long Length { get; }

    public abstract DateTimeOffset LastWriteTime { get; }

    /// <summary>Whether the content is gzip, whatever the name.</summary>
    public bool IsGzip => _isGzip ??= Read(0, 2).SequenceEqual(new byte[] { 0x1F, 0x8B });

    /// <summary>Bytes from an offset on; fewer where the log ends before.</summary>
    public abstract byte[] Read(long offset, int count);

    /// <summary>The whole, to be read through.</summary>
    public abstract FlowSource ToSource();

    /// <summary>The last bytes of a plain log.</summary>
    public byte[] ReadTail(int count) => Read(Math.Max(0, Length - count), count);

    /// <summary>The first bytes of the log, decompressed where it is compressed, and whether they are all.</summary>
    public (byte[] Bytes, bool IsWhole) ReadHead(int count)
    {
        if (!IsGzip)
        {
            return (Read(0, count), Length <= count);
        }

        byte[] bytes = new byte[count];
        int read = 0;
        try
        {
            using Stream stream = ToSource().Open();
            while (read < count && stream.Read(bytes, read, count - read) is > 0 and int more)
            {
                read += more;
            }
        }
        catch (InvalidDataException)
        {
            // What came out before the damage may tell enough.
        }

        return (bytes[..read], read < count);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
