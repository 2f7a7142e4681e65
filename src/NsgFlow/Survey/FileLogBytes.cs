using Microsoft.Win32.SafeHandles;
using NsgFlow.Decoding;

namespace NsgFlow.Survey;

/// <summary>The ends of a file.</summary>
internal sealed class FileLogBytes : LogBytes
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;

    public FileLogBytes(string path)
    {
        _path = path;

        // Azure Storage tools may be writing the file: it is shared with writers.
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
        Length = RandomAccess.GetLength(_handle);
        LastWriteTime = new DateTimeOffset(File.GetLastWriteTimeUtc(_handle), TimeSpan.Zero);
    }

    public override long Length { get; }

    public override DateTimeOffset LastWriteTime { get; }

    public override byte[] Read(long offset, int count)
    {
        byte[] bytes = new byte[Math.Clamp(Length - offset, 0, count)];
        int read = 0;
        while (read < bytes.Length && RandomAccess.Read(_handle, bytes.AsSpan(read), offset + read) is > 0 and int more)
        {
            read += more;
        }

        return read == bytes.Length ? bytes : bytes[..read];
    }

    public override FlowSource ToSource() => new FileFlowSource(_path);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _handle.Dispose();
        }

        base.Dispose(disposing);
    }
}
