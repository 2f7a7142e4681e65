namespace NsgFlow.Decoding;

/// <summary>
/// A bounded view of a source's bytes that moves forward and is filled again where it ends. It never grows. Bytes
/// from <see cref="Mark"/> on stay in view for a while, so that reading can step back to where damage began.
/// </summary>
internal sealed class ByteWindow : IDisposable
{
    /// <summary>How much is read at once; measured flat between 64 KiB and 1 MiB.</summary>
    public const int DefaultSize = 256 * 1024;

    /// <summary>Bytes readable on both sides of the data, so that vector and eight-byte loads need no bounds of their own.</summary>
    public const int Padding = 256;

    /// <summary>How far back <see cref="Mark"/> may lie, and so the longest text that is read whole.</summary>
    public const int History = 64 * 1024;

    private readonly Stream? _stream;
    private readonly byte[] _buffer;
    private readonly int _capacity;
    private readonly CancellationToken _cancellation;
    private long _origin;

    /// <summary>A window on a stream.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="buffer">What <see cref="CreateBuffer"/> made; no other window's at the same time.</param>
    /// <param name="cancellation">Ends reading.</param>
    public ByteWindow(Stream stream, byte[] buffer, CancellationToken cancellation)
    {
        _stream = stream;
        _cancellation = cancellation;
        _capacity = buffer.Length - (2 * Padding);
        _buffer = buffer;
        Position = End = Padding;
        _origin = -Padding;
        Array.Clear(_buffer, 0, Padding);
    }

    /// <summary>A window on bytes that are all in memory.</summary>
    /// <param name="bytes">The bytes; copied.</param>
    /// <param name="origin">The offset of their first byte in the source.</param>
    public ByteWindow(ReadOnlySpan<byte> bytes, long origin)
    {
        _capacity = bytes.Length;
        _buffer = new byte[bytes.Length + (2 * Padding)];
        bytes.CopyTo(_buffer.AsSpan(Padding));
        Position = Padding;
        End = Padding + bytes.Length;
        _origin = origin - Padding;
        HasEnded = true;
    }

    /// <summary>A place for the bytes of a window, one window at a time.</summary>
    /// <param name="size">How many bytes are in view at most.</param>
    public static byte[] CreateBuffer(int size = DefaultSize) => GC.AllocateUninitializedArray<byte>(size + (2 * Padding));

    /// <summary>The index of the next byte; between it and <see cref="End"/> lie the bytes in view.</summary>
    public int Position { get; set; }

    public int End { get; private set; }

    /// <summary>Told before bytes are read, which may have to wait for them.</summary>
    public Action? Filling { get; init; }

    /// <summary>Told the source's length so far, each time bytes were read.</summary>
    public Action<long>? Filled { get; init; }

    /// <summary>Where the last text began; kept in view for <see cref="History"/> bytes, -1 for nothing.</summary>
    public int Mark { get; set; } = -1;

    /// <summary>Whether the source has no further byte beyond <see cref="End"/>.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The offset in the source of the byte at <see cref="Position"/>.</summary>
    public long Offset => _origin + Position;

    public int Available => End - Position;

    public byte this[int index] => _buffer[index];

    public Span<byte> Bytes => _buffer;

    public ReadOnlySpan<byte> View => _buffer.AsSpan(Position, End - Position);

    public long OffsetOf(int index) => _origin + index;

    /// <summary>Reads more bytes behind <see cref="End"/>; false when the source has ended.</summary>
    public bool Fill()
    {
        if (HasEnded)
        {
            return false;
        }

        _cancellation.ThrowIfCancellationRequested();
        if (Mark >= 0 && Position - Mark > History)
        {
            Mark = -1;
        }

        int keep = Mark >= 0 ? Mark : Position;
        int shift = keep - Padding;
        if (shift > 0)
        {
            // The bytes just before what is kept stay readable for loads that end in the first field.
            Buffer.BlockCopy(_buffer, keep - Padding, _buffer, 0, End - keep + Padding);
            Position -= shift;
            End -= shift;
            _origin += shift;
            if (Mark >= 0)
            {
                Mark -= shift;
            }
        }

        int room = Padding + _capacity - End;
        if (room == 0)
        {
            throw new InvalidOperationException("A reader asked for more bytes than the window holds.");
        }

        Filling?.Invoke();
        int read = _stream!.Read(_buffer, End, room);
        if (read == 0)
        {
            HasEnded = true;
            Array.Clear(_buffer, End, Padding);
            return false;
        }

        End += read;
        Filled?.Invoke(_origin + End);
        return true;
    }

    /// <summary>Makes sure that <paramref name="count"/> bytes are in view; false when the source ends before.</summary>
    public bool Ensure(int count)
    {
        while (Available < count)
        {
            if (!Fill())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Moves forward to an offset that was passed in an earlier reading; false when the source ends before.</summary>
    public bool MoveTo(long offset)
    {
        while (_origin + End < offset)
        {
            Position = End;
            if (!Fill())
            {
                return false;
            }
        }

        Position = (int)(offset - _origin);
        return true;
    }

    public void Dispose() => _stream?.Dispose();
}
