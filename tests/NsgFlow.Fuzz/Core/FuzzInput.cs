using System.Text;

namespace NsgFlow.Fuzz.Core;

/// <summary>A seed with some of its bytes changed.</summary>
/// <param name="Bytes">What is read.</param>
/// <param name="What">What was done, for who has to find out.</param>
/// <param name="Seed">The log before.</param>
/// <param name="Spot">Where the only change is and what is there now; null where there are several.</param>
internal sealed record FuzzInput(byte[] Bytes, string What, FuzzSeed Seed, (int Begin, int End, int Inserted)? Spot)
{
    private static readonly byte[][] s_tokens =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\\"", "\"\"", "null", "1", "-", "}]}", "]},{", "{\"records\":[", "]}", "\"flows\":[", "\"flowGroups\":[",
            "\"flowTuples\":[", "\"rule\":\"", "\"mac\":\"", "\"aclID\":\"", "{\"time\":\"", "\"time\":", "\"properties\":{", "\"flowRecords\":{", "\"Version\":2",
            "\"macAddress\":", "\"resourceId\":\"", "\"category\":\"FlowLogFlowEvent\"", "\"1700000000,", "1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A", "\u001E", "\uFEFF", "\0", "\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public static FuzzInput Make(IReadOnlyList<FuzzSeed> corpus, Random random)
    {
        FuzzSeed seed = corpus[random.Next(corpus.Count)];
        return random.Next(2) == 0 ? AtOneSpot(seed, random) : Anywhere(seed, corpus, random);
    }

    private static FuzzInput AtOneSpot(FuzzSeed seed, Random random)
    {
        int begin = random.Next(seed.Bytes.Length + 1);
        bool isHole = random.Next(2) == 0;
        int end = isHole ? Math.Min(seed.Bytes.Length, begin + Length(random)) : begin;
        byte[] insert = isHole ? [] : Insert(random);
        return new FuzzInput(
            [.. seed.Bytes.AsSpan(0, begin), .. insert, .. seed.Bytes.AsSpan(end)],
            isHole ? $"{seed.Name}: {begin} to {end} removed" : $"{seed.Name}: {Convert.ToHexString(insert)} put in at {begin}",
            seed,
            (begin, end, insert.Length));
    }

    private static FuzzInput Anywhere(FuzzSeed seed, IReadOnlyList<FuzzSeed> corpus, Random random)
    {
        List<byte> bytes = [.. seed.Bytes];
        int changes = 1 << random.Next(6);
        for (int i = 0; i < changes && bytes.Count > 0; i++)
        {
            Change(bytes, corpus, random);
        }

        return new FuzzInput([.. bytes], $"{seed.Name}: {changes} changes", seed, Spot: null);
    }

    private static void Change(List<byte> bytes, IReadOnlyList<FuzzSeed> corpus, Random random)
    {
        int at = random.Next(bytes.Count);
        int length = Math.Min(Length(random), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveAt(at);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                break;
            case 5:
                // The beginning of this log and the end of another, or a piece of it in the midst.
                byte[] other = corpus[random.Next(corpus.Count)].Bytes;
                int from = random.Next(other.Length + 1);
                bytes.RemoveRange(at, random.Next(2) == 0 ? length : bytes.Count - at);
                bytes.InsertRange(at, other.AsSpan(from, random.Next(2) == 0 ? Math.Min(length, other.Length - from) : other.Length - from).ToArray());
                break;
            default:
                bytes.InsertRange(at, Insert(random));
                break;
        }
    }

    private static int Length(Random random) => 1 + random.Next(1 << (1 + random.Next(13)));

    private static byte[] Insert(Random random)
    {
        if (random.Next(4) > 0)
        {
            return [.. Enumerable.Range(0, random.Next(1, 4)).SelectMany(_ => s_tokens[random.Next(s_tokens.Length)])];
        }

        byte[] noise = new byte[random.Next(1, 40)];
        random.NextBytes(noise);
        return noise;
    }
}
