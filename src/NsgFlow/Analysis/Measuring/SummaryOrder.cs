namespace NsgFlow.Analysis.Measuring;

/// <summary>Sorts groups: by what was asked for, then by their keys. Numbers of measures go down, keys go up, null is last.</summary>
internal sealed class SummaryOrder : IComparer<SummaryOrder.Entry>
{
    private const ulong Last = ulong.MaxValue;

    private readonly MeasuredGroups _groups;
    private readonly KeyRanks _ranks;
    private readonly MeasureField? _measure;

    /// <summary>The parts of keys that decide, each where those before it are equal.</summary>
    private readonly KeyPart[] _parts;

    public SummaryOrder(MeasuredGroups groups)
    {
        _groups = groups;
        KeyPart[] all = groups.Layout.Parts;
        KeyPart[] first = groups.Layout.Options.Order is { } order ? [.. KeyLayout.Outputs(order).SelectMany(o => all.Where(p => p.Field == o))] : [];
        _measure = first.Length == 0 ? groups.Layout.Options.Order : null;
        _parts = [.. first, .. all];
        _ranks = new KeyRanks(groups.Table.Names);
    }

    /// <summary>The numbers of the groups that are wanted, in order.</summary>
    public IEnumerable<int> Sort(CancellationToken cancellation)
    {
        int count = _groups.Table.Count;
        Entry[] entries;
        if (_groups.Layout.Options.Top is { } top && top < count)
        {
            // The queue's first is the last of those that are kept.
            var kept = new PriorityQueue<Entry, Entry>(Comparer<Entry>.Create((a, b) => Compare(b, a)));
            for (int group = 0; group < count; group++)
            {
                Entry entry = EntryOf(group);
                if (kept.Count < top)
                {
                    kept.Enqueue(entry, entry);
                }
                else
                {
                    kept.EnqueueDequeue(entry, entry);
                }
            }

            entries = [.. kept.UnorderedItems.Select(item => item.Element)];
        }
        else
        {
            entries = new Entry[count];
            for (int group = 0; group < count; group++)
            {
                entries[group] = EntryOf(group);
            }
        }

        cancellation.ThrowIfCancellationRequested();
        Array.Sort(entries, this);
        return entries.Select(entry => entry.Group);
    }

    public int Compare(Entry x, Entry y)
    {
        int order = x.First.CompareTo(y.First);
        if (order != 0 || x.Group == y.Group)
        {
            return order;
        }

        ReadOnlySpan<ulong> one = _groups.Table.KeyOf(x.Group);
        ReadOnlySpan<ulong> other = _groups.Table.KeyOf(y.Group);
        foreach (KeyPart part in _parts)
        {
            order = _ranks.RankOf(part, one).CompareTo(_ranks.RankOf(part, other));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private Entry EntryOf(int group) => new(
        _measure is { } measure ? Descending(MeasureOf(measure, group))
            : _parts.Length > 0 ? _ranks.RankOf(_parts[0], _groups.Table.KeyOf(group))
            : 0,
        group);

    private static ulong Descending(long? value) => value is { } number ? Last - 1 - (ulong)number : Last;

    private long? MeasureOf(MeasureField measure, int group)
    {
        ref FlowTally tally = ref _groups.Table.TallyOf(group);
        return measure switch
        {
            MeasureField.Rows => tally.Rows,
            MeasureField.Flows => tally.Allowed + tally.Denied,
            MeasureField.Continued => _groups.ContinuedOf(group),
            MeasureField.Allowed => tally.Allowed,
            MeasureField.Denied => tally.Denied,
            MeasureField.PacketsSent => Known(in tally, FlowCounters.PacketsSent, tally.PacketsSent),
            MeasureField.BytesSent => Known(in tally, FlowCounters.BytesSent, tally.BytesSent),
            MeasureField.PacketsReceived => Known(in tally, FlowCounters.PacketsReceived, tally.PacketsReceived),
            MeasureField.BytesReceived => Known(in tally, FlowCounters.BytesReceived, tally.BytesReceived),
            MeasureField.Packets => tally.Packets,
            MeasureField.Bytes => tally.Bytes,
            MeasureField.FirstSeen => tally.Rows > 0 ? tally.FirstSeen : null,
            MeasureField.LastSeen => tally.Rows > 0 ? tally.LastSeen : null,
            _ => null,
        };
    }

    private static long? Known(in FlowTally tally, FlowCounters counter, long value) => (tally.Known & counter) != 0 ? value : null;

    /// <summary>A group with what decides first.</summary>
    internal readonly record struct Entry(ulong First, int Group);
}
