namespace NsgFlow.Analysis.Stitching;

/// <summary>
/// Remembers what groups of tuples were read lately. A group that comes again with the time of its record, its rule
/// and all its tuples is a repeat: of a record written twice, or of a file read twice.
/// </summary>
internal sealed class RepeatedGroups
{
    /// <summary>Several hours of a busy interface.</summary>
    private const int MostRemembered = 65_536;

    private readonly HashSet<UInt128> _known = [];
    private readonly Queue<UInt128> _order = new();

    /// <summary>Whether these rows, all of one group, were seen before; from now on they were.</summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="hashes">The key's hash and the content's hash of each row, one behind the other.</param>
    public bool IsRepeat(ReadOnlySpan<FlowRow> rows, ReadOnlySpan<ulong> hashes)
    {
        FlowGroup group = rows[0].Group;
        if (group.RecordTime is not { } written)
        {
            // Without the record's time nothing tells a repeat from something alike.
            return false;
        }

        ulong one = KeyHash.Mix((ulong)written.UtcTicks, Hash(group.Rule));
        ulong other = KeyHash.Mix(one, Hash(group.AclId));
        for (int i = 0; i < rows.Length; i++)
        {
            ulong row = KeyHash.Mix(hashes[2 * i] ^ (ulong)rows[i].TimeMilliseconds, hashes[(2 * i) + 1]);
            one = KeyHash.Mix(one ^ row, 1);
            other = KeyHash.Mix(other, row);
        }

        var print = new UInt128(one, other);
        if (!_known.Add(print))
        {
            return true;
        }

        _order.Enqueue(print);
        if (_order.Count > MostRemembered)
        {
            _known.Remove(_order.Dequeue());
        }

        return false;
    }

    private static uint Hash(string? text) => text is null ? 0 : (uint)string.GetHashCode(text, StringComparison.Ordinal);
}
