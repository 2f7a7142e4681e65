namespace NsgFlow.Tests.Support;

/// <summary>A log with any amount of junk in it, none of which is ever in memory whole.</summary>
internal sealed class JunkStream(byte[] before, byte[] junk, long length, byte[] behind) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => before.Length + length + behind.Length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ReadOnlySpan<byte> piece = _position < before.Length ? before.AsSpan((int)_position)
            : _position < before.Length + length ? Junk()
            : behind.AsSpan((int)(_position - before.Length - length));
        int read = Math.Min(count, piece.Length);
        piece[..read].CopyTo(buffer.AsSpan(offset));
        _position += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private ReadOnlySpan<byte> Junk()
    {
        long done = _position - before.Length;
        int at = (int)(done % junk.Length);
        return junk.AsSpan(at, (int)Math.Min(junk.Length - at, length - done));
    }
}
