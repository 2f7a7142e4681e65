namespace NsgFlow.Tests.Support;

/// <summary>Logs with some bytes flipped, cut out, doubled or overwritten.</summary>
internal static class Mutations
{
    public static byte[] Of(int seed, int size)
    {
        var random = new Random(seed ^ 0x5EED);
        LogStyle style = random.Next(2) == 0 ? LogStyle.Plain : LogStyle.Wild;
        List<byte> bytes = [.. LogEncoder.Encode(LogGenerator.Log(seed, size), style, seed).Bytes];
        for (int i = random.Next(1, 6); i > 0 && bytes.Count > 0; i--)
        {
            Mutate(bytes, random);
        }

        return [.. bytes];
    }

    private static void Mutate(List<byte> bytes, Random random)
    {
        int at = random.Next(bytes.Count);
        int length = Math.Min(random.Next(1, 200), bytes.Count - at);
        switch (random.Next(6))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                break;
            case 3:
                bytes.Insert(at, (byte)"\"\\{}[],:\0"[random.Next(9)]);
                break;
            case 4:
                bytes[at] = (byte)"\"\\{}[],:0"[random.Next(9)];
                break;
            default:
                for (int i = at; i < at + length; i++)
                {
                    bytes[i] = (byte)random.Next(256);
                }

                break;
        }
    }
}
