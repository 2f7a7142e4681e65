using System.IO.Compression;

namespace NsgFlow.Decoding;

/// <summary>A name and bytes: a file, a blob, a text.</summary>
internal abstract class FlowSource
{
    /// <summary>What flows and errors call the source; never holds a signature.</summary>
    public abstract string? Name { get; }

    /// <summary>Whether the same bytes can be had a second time.</summary>
    public virtual bool CanReopen => false;

    /// <summary>
    /// Whether reading on would wait for somebody to bring more bytes, so that what is decoded had better go out first.
    /// </summary>
    public virtual bool IsStarved => false;

    /// <summary>Opens the bytes from their beginning, decompressed where they are gzip by content, whatever the name.</summary>
    public Stream Open()
    {
        Stream raw = OpenRaw();
        try
        {
            byte[] head = new byte[2];
            int read = raw.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            var whole = new PrefixedStream(head.AsMemory(0, read), raw);
            return read == 2 && head[0] == 0x1F && head[1] == 0x8B
                ? new GZipStream(whole, CompressionMode.Decompress)
                : whole;
        }
        catch
        {
            raw.Dispose();
            throw;
        }
    }

    protected abstract Stream OpenRaw();
}

/// <summary>A log in the file system.</summary>
internal sealed class FileFlowSource(string path) : FlowSource
{
    public override string Name => path;

    /// <summary>Whether the user named this very file, rather than a folder or a pattern that led to it.</summary>
    public bool IsNamed { get; init; }

    public override bool CanReopen => true;

    // Azure Storage tools may be writing the file: it is shared with writers. The window is the buffer.
    protected override Stream OpenRaw() => new FileStream(path, new FileStreamOptions
    {
        Access = FileAccess.Read,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
        Options = FileOptions.SequentialScan,
    });
}

/// <summary>Bytes that can be read once. The stream stays its owner's: it is read to its end and not closed.</summary>
internal sealed class StreamFlowSource(string? name, Stream stream) : FlowSource
{
    public override string? Name => name;

    protected override Stream OpenRaw() => new PrefixedStream(default, stream, keepsOpen: true);
}
