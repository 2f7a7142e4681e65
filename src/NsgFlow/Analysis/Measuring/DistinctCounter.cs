using System.Numerics;

namespace NsgFlow.Analysis.Measuring;

/// <summary>
/// Counts different values by their hashes: exactly up to a bound, beyond it by HyperLogLog. The count is the same
/// whatever the order of values, and however they are spread over counters that are merged.
/// </summary>
/// <remarks>
/// Sources: Flajolet, Fusy, Gandouet, Meunier, HyperLogLog (2007); the estimate by Ertl, New cardinality estimation
/// algorithms for HyperLogLog sketches (2017), which needs no correction of bias.
/// </remarks>
internal sealed class DistinctCounter
{
    /// <summary>How many values are counted exactly.</summary>
    public const int MostExact = 4096;

    private const int IndexBits = 14;
    private const int Registers = 1 << IndexBits;
    private const int RankBits = 64 - IndexBits;

    /// <summary>Hashes, none of them 0, while counting is exact.</summary>
    private ulong[]? _values = new ulong[4];
    private byte[]? _registers;

    /// <summary>How many values are kept; what the bound of all counters counts.</summary>
    public int Kept { get; private set; }

    public bool IsEstimate => _registers is not null;

    public long Count => _registers is { } registers ? Estimate(registers) : Kept;

    public void Add(ulong hash)
    {
        if (_registers is { } registers)
        {
            AddTo(registers, hash);
            return;
        }

        // One value in 2^64 is taken for another.
        hash = hash == 0 ? 1 : hash;
        ulong[] values = _values!;
        int place = Find(values, hash);
        if (values[place] != 0)
        {
            return;
        }

        if (Kept == MostExact)
        {
            _registers = new byte[Registers];
            foreach (ulong value in values.Where(v => v != 0).Append(hash))
            {
                AddTo(_registers, value);
            }

            _values = null;
            return;
        }

        values[place] = hash;
        if (++Kept * 2 > values.Length)
        {
            _values = new ulong[values.Length * 2];
            foreach (ulong value in values.Where(v => v != 0))
            {
                _values[Find(_values, value)] = value;
            }
        }
    }

    public void Merge(DistinctCounter other)
    {
        if (other._registers is not { } theirs)
        {
            foreach (ulong value in other._values!.Where(v => v != 0))
            {
                Add(value);
            }

            return;
        }

        byte[] own = (byte[])theirs.Clone();
        if (_registers is { } registers)
        {
            for (int i = 0; i < own.Length; i++)
            {
                own[i] = Math.Max(own[i], registers[i]);
            }
        }
        else
        {
            foreach (ulong value in _values!.Where(v => v != 0))
            {
                AddTo(own, value);
            }
        }

        _registers = own;
        _values = null;
        Kept = MostExact;
    }

    private static int Find(ulong[] values, ulong hash)
    {
        int place = (int)(hash & (ulong)(values.Length - 1));
        while (values[place] != 0 && values[place] != hash)
        {
            place = (place + 1) & (values.Length - 1);
        }

        return place;
    }

    private static void AddTo(byte[] registers, ulong hash)
    {
        ulong rest = hash << IndexBits;
        int rank = rest == 0 ? RankBits + 1 : BitOperations.LeadingZeroCount(rest) + 1;
        ref byte register = ref registers[hash >> RankBits];
        register = (byte)Math.Max(register, rank);
    }

    private static long Estimate(byte[] registers)
    {
        Span<int> counts = stackalloc int[RankBits + 2];
        counts.Clear();
        foreach (byte register in registers)
        {
            counts[register]++;
        }

        double sum = Registers * Tau(1 - (counts[RankBits + 1] / (double)Registers));
        for (int rank = RankBits; rank >= 1; rank--)
        {
            sum = 0.5 * (sum + counts[rank]);
        }

        sum += Registers * Sigma(counts[0] / (double)Registers);
        return (long)Math.Round(Registers / (2 * Math.Log(2)) * Registers / sum);
    }

    private static double Sigma(double x)
    {
        double power = x;
        double factor = 1;
        double sum = x;
        for (double last = double.NaN; sum != last && !double.IsInfinity(sum);)
        {
            power *= power;
            last = sum;
            sum += power * factor;
            factor *= 2;
        }

        return sum;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1)
        {
            return 0;
        }

        double factor = 1;
        double sum = 1 - x;
        for (double last = double.NaN; sum != last;)
        {
            x = Math.Sqrt(x);
            last = sum;
            factor *= 0.5;
            sum -= (1 - x) * (1 - x) * factor;
        }

        return sum / 3;
    }
}
