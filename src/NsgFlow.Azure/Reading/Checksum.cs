using System.Numerics;
using System.Runtime.InteropServices;

namespace NsgFlow.Azure.Reading;

/// <summary>
/// Tells whether two readings gave the same bytes, however they were cut. Not against somebody who means harm: against
/// a log that was written anew. Processors compute it faster than memory brings the bytes.
/// </summary>
internal struct Checksum
{
    private uint _crc;
    private ulong _rest;
    private int _restBytes;
    private long _count;

    public readonly (uint Crc, ulong Tail, long Count) Value => (_crc, _rest, _count);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        _count += bytes.Length;
        while (_restBytes > 0 && bytes.Length > 0)
        {
            AddToRest(bytes[0]);
            bytes = bytes[1..];
        }

        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        uint crc = _crc;
        foreach (ulong word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        _crc = crc;
        foreach (byte b in bytes[(words.Length * sizeof(ulong))..])
        {
            AddToRest(b);
        }
    }

    /// <summary>Bytes that do not fill a word yet.</summary>
    private void AddToRest(byte b)
    {
        _rest |= (ulong)b << (8 * _restBytes);
        if (++_restBytes == sizeof(ulong))
        {
            _crc = BitOperations.Crc32C(_crc, _rest);
            (_rest, _restBytes) = (0, 0);
        }
    }
}
