namespace NsgFlow.Analysis.Measuring;

/// <summary>
/// Numbers in whose order the values of keys are: texts by their characters, addresses by their number with IPv4 before
/// IPv6, null last.
/// </summary>
internal sealed class KeyRanks(KeyNames names)
{
    private readonly uint[] _texts = Rank(names.Texts, StringComparer.Ordinal);
    private readonly uint[] _addresses = Rank(names.Addresses, Comparer<FlowAddress>.Default);

    public ulong RankOf(KeyPart part, ReadOnlySpan<ulong> key)
    {
        ulong bits = part.Of(key);
        return part.Kind switch
        {
            KeyBits.Text => bits == KeyNames.NoText ? bits : _texts[bits],
            KeyBits.Address => (bits & KeyNames.IPv6) == 0 ? bits : KeyNames.IPv6 | _addresses[(uint)bits],
            _ => bits,
        };
    }

    private static uint[] Rank<T>(List<T> values, IComparer<T> order)
    {
        int[] sorted = [.. Enumerable.Range(0, values.Count)];
        T[] keys = [.. values];
        Array.Sort(keys, sorted, order);
        uint[] ranks = new uint[sorted.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            ranks[sorted[i]] = (uint)i;
        }

        return ranks;
    }
}
