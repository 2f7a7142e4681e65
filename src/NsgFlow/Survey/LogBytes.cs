using Microsoft.Win32.SafeHandles;
using NsgFlow.Decoding;

namespace NsgFlow.Survey;

/// <summary>Looks at the ends of a file without reading what lies between.</summary>
internal sealed class LogBytes : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;

    public LogBytes(string path)
    {
        _path = path;

        // Azure Storage tools may be writing the file: it is shared with writers.
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
        Length = RandomAccess.GetLength(_handle);
        LastWriteTime = new DateTimeOffset(File.GetLastWriteTimeUtc(_handle), TimeSpan.Zero);
        IsGzip = Read(0, 2).SequenceEqual(new byte[] { 0x1F, 0x8B });
    }

    public long Length { get; }

    public DateTimeOffset LastWriteTime { get; }

    /// <summary>Whether the content is gzip, whatever the name.</summary>
    public bool IsGzip { get; }

    /// <summary>Bytes from an offset on; fewer where the file ends before.</summary>
    public byte[] Read(long offset, int count)
    {
        byte[] bytes = new byte[Math.Clamp(Length - offset, 0, count)];
        int read = 0;
        while (read < bytes.Length && RandomAccess.Read(_handle, bytes.AsSpan(read), offset + read) is > 0 and int more)
        {
            read += more;
        }

        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <summary>The last bytes of a plain file.</summary>
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
            using Stream stream = new FileFlowSource(_path).Open();
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

    public void Dispose() => _handle.Dispose();
}
