using System.Security.Cryptography;

namespace NsgFlow.Custody;

/// <summary>
/// Hashes a log while its bytes go by: the whole, and what stands before its closing brackets. Azure writes the new
/// records of an open log in place of these brackets, so the hash of the whole is gone then, and that of the rest stays.
/// </summary>
internal sealed class EvidenceHash : IDisposable
{
    /// <summary>Room for the closing brackets and the blanks around them.</summary>
    private const int MostHeld = 256;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _held = new byte[MostHeld];
    private readonly long _mark;
    private int _heldLength;
    private long _hashed;
    private string? _markHash;

    /// <param name="mark">A number of bytes whose hash is wanted as well; none below zero.</param>
    public EvidenceHash(long mark = -1)
    {
        _mark = mark;
        if (mark == 0)
        {
            _markHash = Current();
        }
    }

    /// <summary>How many bytes have gone by.</summary>
    public long Length => _hashed + _heldLength;

    public static string Hex(ReadOnlySpan<byte> hash) => Convert.ToHexString(hash).ToLowerInvariant();

    /// <summary>Reads a stream to its end, or so many bytes of it.</summary>
    public static EvidenceDigest OfStream(Stream stream, long mark, long most, CancellationToken stop, Action<int>? progress = null)
    {
        using var hash = new EvidenceHash(mark);
        hash.AppendStream(stream, most, stop, progress);
        return hash.Finish();
    }

    /// <summary>Takes in a stream to its end, or so many bytes of it.</summary>
    public void AppendStream(Stream stream, long most, CancellationToken stop, Action<int>? progress = null)
    {
        byte[] buffer = new byte[(int)Math.Clamp(most, 1, 1 << 17)];
        while (most > 0)
        {
            stop.ThrowIfCancellationRequested();
            int read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, most));
            if (read == 0)
            {
                break;
            }

            Append(buffer.AsSpan(0, read));
            most -= read;
            progress?.Invoke(read);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        int release = _heldLength + bytes.Length - MostHeld;
        if (release > 0)
        {
            int ofHeld = Math.Min(release, _heldLength);
            Feed(_held.AsSpan(0, ofHeld));
            _heldLength -= ofHeld;
            _held.AsSpan(ofHeld, _heldLength).CopyTo(_held);
            Feed(bytes[..(release - ofHeld)]);
            bytes = bytes[(release - ofHeld)..];
        }

        bytes.CopyTo(_held.AsSpan(_heldLength));
        _heldLength += bytes.Length;
    }

    /// <summary>
    /// How many bytes are hashed for good, and their SHA-256: the last few are held back, for they may be the brackets.
    /// </summary>
    public (long Length, string Sha256) Checkpoint() => (_hashed, Current());

    /// <summary>What was learned. Nothing can be appended afterwards.</summary>
    public EvidenceDigest Finish()
    {
        int closers = ClosersAt(_held.AsSpan(0, _heldLength));
        Feed(_held.AsSpan(0, closers));
        long prefix = _hashed;
        string prefixHash = Current();
        Feed(_held.AsSpan(closers, _heldLength - closers));
        _heldLength = 0;
        return new EvidenceDigest(_hashed, Current(), prefix, prefixHash, _markHash);
    }

    public void Dispose() => _hash.Dispose();

    /// <summary>Where the brackets begin that close the list of records; the length where it is not closed.</summary>
    private static int ClosersAt(ReadOnlySpan<byte> tail)
    {
        ReadOnlySpan<byte> rest = tail.TrimEnd(" \r\n\t"u8);
        if (!rest.EndsWith("}"u8))
        {
            return tail.Length;
        }

        rest = rest[..^1].TrimEnd(" \r\n\t"u8);
        return rest.EndsWith("]"u8) ? rest.Length - 1 : tail.Length;
    }

    private void Feed(ReadOnlySpan<byte> bytes)
    {
        if (_markHash is null && _mark > 0 && _hashed + bytes.Length >= _mark)
        {
            int before = (int)(_mark - _hashed);
            _hash.AppendData(bytes[..before]);
            _markHash = Current();
            _hash.AppendData(bytes[before..]);
        }
        else
        {
            _hash.AppendData(bytes);
        }

        _hashed += bytes.Length;
    }

    private string Current()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetCurrentHash(hash);
        return Hex(hash);
    }
}
