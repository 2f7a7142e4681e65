using NsgFlow.Streaming;

namespace NsgFlow.Analysis.Measuring;

/// <summary>The heaviest groups of all sources, put together in the order of the sources.</summary>
/// <remarks>Source: Agarwal, Cormode, Huang, Phillips, Wei, Yi, Mergeable summaries (2013).</remarks>
internal sealed class HeavyTotals(KeyLayout layout, int capacity)
{
    private readonly HeavyWeight _weight = new(layout.Options.Order!.Value);

    /// <summary>The error of each group, less the floors of all sources so far: those are added for groups a source has not.</summary>
    private List<long> _errors = [];
    private long _floors;

    public GroupTable Table { get; private set; } = new(layout, int.MaxValue);

    /// <summary>The most that a group can have which is not among these.</summary>
    public long Floor { get; private set; }

    public long ErrorOf(int group) => _errors[group] + _floors;

    public void Accept(HeavyGroups groups)
    {
        Span<ulong> key = stackalloc ulong[layout.Words];
        var translation = new KeyTranslation(layout, groups.Names, Table.Names);
        long floor = groups.Floor;
        for (int i = 0; i < groups.Count; i++)
        {
            groups.KeyOf(i).CopyTo(key);
            translation.Translate(key);
            int own = Table.Find(key);
            if (own == _errors.Count)
            {
                _errors.Add(Floor - _floors);
            }

            _errors[own] = _errors[own] + groups.ErrorOf(i) - floor;
            if (!Table.TallyOf(own).Add(in groups.TallyOf(i)))
            {
                throw new FlowCollectorException("CounterOverflow");
            }
        }

        _floors = HeavyWeight.Add(_floors, floor);
        Floor = HeavyWeight.Add(Floor, floor);
        if (Table.Count > 2 * capacity)
        {
            DropLightest();
        }
    }

    private void DropLightest()
    {
        int[] groups = [.. Enumerable.Range(0, Table.Count)];
        long[] estimates = Array.ConvertAll(groups, group => HeavyWeight.Add(_weight.Of(in Table.TallyOf(group)), ErrorOf(group)));

        // A stable sort: of groups that weigh the same the first found stays.
        int[] kept = [.. groups.OrderByDescending(group => estimates[group]).Take(capacity + 1)];
        Floor = Math.Max(Floor, estimates[kept[capacity]]);
        var table = new GroupTable(layout, int.MaxValue);
        var errors = new List<long>(capacity);
        var translation = new KeyTranslation(layout, Table.Names, table.Names);
        Span<ulong> key = stackalloc ulong[layout.Words];
        foreach (int group in kept.AsSpan(0, capacity))
        {
            Table.KeyOf(group).CopyTo(key);
            translation.Translate(key);
            table.TallyOf(table.Find(key)) = Table.TallyOf(group);
            errors.Add(_errors[group]);
        }

        (Table, _errors) = (table, errors);
    }
}
