using System.Security.Cryptography;
using System.Text;
using NsgFlow.Custody;

namespace NsgFlow.Tests.Custody;

public sealed class EvidenceHashTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("{\"records\":[]}", 12)]
    [InlineData("{\"records\":[{\"a\":1}]}", 19)]
    [InlineData("{\"records\":[{\"a\":1}\n ] \r\n}\n\n", 21)]
    [InlineData("{\"records\":[{\"a\":1}", 19)]
    [InlineData("{\"records\":[{\"a\":1}]", 20)]
    [InlineData("}", 1)]
    [InlineData("]}", 0)]
    public void The_prefix_ends_where_the_closing_brackets_begin(string log, int prefix)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(log);

        EvidenceDigest digest = Hash(bytes, mark: -1, bytes.Length + 1);

        Assert.Equal(bytes.Length, digest.Length);
        Assert.Equal(Sha256(bytes), digest.Sha256);
        Assert.Equal(prefix, digest.PrefixLength);
        Assert.Equal(Sha256(bytes[..prefix]), digest.PrefixSha256);
        Assert.Equal(prefix < bytes.Length, digest.IsClosed);
    }

    [Fact]
    public void Any_split_of_the_bytes_gives_the_same()
    {
        var random = new Random(5);
        byte[] bytes = new byte[3000];
        random.NextBytes(bytes);
        "]} "u8.CopyTo(bytes.AsSpan(bytes.Length - 3));
        foreach (int mark in (int[])[0, 1, 255, 256, 257, 2744, 2745, 2999, 3000, 3001])
        {
            foreach (int piece in (int[])[1, 7, 255, 256, 257, 1000, 3000])
            {
                EvidenceDigest digest = Hash(bytes, mark, piece);
                Assert.Equal(Sha256(bytes), digest.Sha256);
                Assert.Equal(2997, digest.PrefixLength);
                Assert.Equal(Sha256(bytes[..2997]), digest.PrefixSha256);
                Assert.Equal(mark <= 3000 ? Sha256(bytes[..mark]) : null, digest.MarkSha256);
            }
        }
    }

    [Fact]
    public void A_checkpoint_tells_what_is_hashed_for_good()
    {
        byte[] bytes = new byte[1000];
        using var hash = new EvidenceHash();
        hash.Append(bytes);

        (long length, string sha256) = hash.Checkpoint();

        Assert.InRange(length, 1, 999);
        Assert.Equal(Sha256(bytes[..(int)length]), sha256);
        Assert.Equal(Sha256(bytes), hash.Finish().Sha256);
    }

    private static EvidenceDigest Hash(byte[] bytes, long mark, int piece)
    {
        using var hash = new EvidenceHash(mark);
        for (int i = 0; i < bytes.Length; i += piece)
        {
            hash.Append(bytes.AsSpan(i, Math.Min(piece, bytes.Length - i)));
        }

        return hash.Finish();
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();
}
