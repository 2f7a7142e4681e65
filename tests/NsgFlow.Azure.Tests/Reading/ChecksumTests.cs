using NsgFlow.Azure.Reading;

namespace NsgFlow.Azure.Tests.Reading;

public sealed class ChecksumTests
{
    [Fact]
    public void However_the_bytes_are_cut_the_sum_is_the_same_and_any_other_byte_changes_it()
    {
        const int Seed = 5;
        var random = new Random(Seed);
        for (int i = 0; i < 200; i++)
        {
            byte[] bytes = new byte[random.Next(1, 3000)];
            random.NextBytes(bytes);
            var whole = default(Checksum);
            whole.Add(bytes);
            var pieces = default(Checksum);
            for (int at = 0; at < bytes.Length;)
            {
                int length = Math.Min(random.Next(0, 40), bytes.Length - at);
                pieces.Add(bytes.AsSpan(at, length));
                at += length;
            }

            Assert.Equal(whole.Value, pieces.Value);
            bytes[random.Next(bytes.Length)] ^= 1;
            var other = default(Checksum);
            other.Add(bytes);
            Assert.NotEqual(whole.Value, other.Value);
        }
    }
}
