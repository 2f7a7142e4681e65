namespace NsgFlow.Sampling;

/// <summary>Draws ranks after Zipf's law (rank r has weight 1/r) from one table look-up.</summary>
internal sealed class ZipfTable
{
    private const int Bits = 16;
    private readonly ushort[] _ranks = new ushort[1 << Bits];

    /// <param name="count">How many ranks there are; up to about 5,000 each gets at least one place in the table.</param>
    public ZipfTable(int count)
    {
        long total = 0;
        for (int i = 0; i < count; i++)
        {
            total += Weight(i);
        }

        long sum = 0;
        int place = 0;
        for (int i = 0; i < count; i++)
        {
            sum += Weight(i);
            int end = (int)(sum * _ranks.Length / total);
            for (; place < end; place++)
            {
                _ranks[place] = (ushort)i;
            }
        }
    }

    /// <summary>A rank from 0.</summary>
    public int Next(SampleRandom random) => _ranks[(int)(random.NextBits() >> (64 - Bits))];

    private static long Weight(int rank) => (1L << 32) / (rank + 1);
}
