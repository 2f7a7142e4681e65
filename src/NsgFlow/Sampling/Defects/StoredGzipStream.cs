using System.Buffers.Binary;

namespace NsgFlow.Sampling.Defects;

/// <summary>
/// Writes a gzip file whose blocks are stored rather than deflated: what a deflater makes of the same bytes differs
/// from one version of its library to the next.
/// </summary>
internal sealed class StoredGzipStream(Stream inner) : Stream
{
    /// <summary>One less than a block can hold, so that a cut one can claim to hold more.</summary>
    private const int MostInBlock = ushort.MaxValue - 1;

    private static readonly uint[] s_table = Table();

    private readonly byte[] _block = new byte[MostInBlock];
    private int _used;
    private uint _crc = uint.MaxValue;
    private uint _size;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Bytes written to the inner stream.</summary>
    public long Written { get; private set; }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        foreach (byte b in buffer)
        {
            _crc = s_table[(byte)(_crc ^ b)] ^ (_crc >> 8);
        }

        _size += (uint)buffer.Length;
        while (buffer.Length > 0)
        {
            if (_used == _block.Length)
            {
                PutBlock(isLast: false, claimed: _used);
            }

            int taken = Math.Min(buffer.Length, _block.Length - _used);
            buffer[..taken].CopyTo(_block.AsSpan(_used));
            _used += taken;
            buffer = buffer[taken..];
        }
    }

    /// <summary>Writes the end.</summary>
    public void Finish()
    {
        PutBlock(isLast: true, claimed: _used);
        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, ~_crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _size);
        Put(trailer);
    }

    /// <summary>Breaks off inside a block: it says that it holds more than there is.</summary>
    public void BreakOff() => PutBlock(isLast: true, claimed: Math.Min(ushort.MaxValue, _used + 100));

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void PutBlock(bool isLast, int claimed)
    {
        if (Written == 0)
        {
            // Deflate, no name, no time, no system.
            Put([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]);
        }

        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)(isLast ? 1 : 0);
        BinaryPrimitives.WriteUInt16LittleEndian(head[1..], (ushort)claimed);
        BinaryPrimitives.WriteUInt16LittleEndian(head[3..], (ushort)~claimed);
        Put(head);
        Put(_block.AsSpan(0, _used));
        _used = 0;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        inner.Write(bytes);
        Written += bytes.Length;
    }

    private static uint[] Table()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
