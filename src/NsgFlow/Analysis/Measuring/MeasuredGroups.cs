using NsgFlow.Analysis.RuleUsage;
using NsgFlow.Streaming;

namespace NsgFlow.Analysis.Measuring;

/// <summary>The groups of all workers, put together.</summary>
internal sealed class MeasuredGroups
{
    private readonly GroupCounts? _continued;
    private readonly HeavyTotals? _totals;
    private readonly KeyValues _values;

    /// <param name="layout">What groups are made of.</param>
    /// <param name="tables">The tables of the workers, with the continued connections of their groups.</param>
    public MeasuredGroups(KeyLayout layout, IEnumerable<KeyValuePair<GroupTable, GroupCounts>> tables)
    {
        Layout = layout;
        KeyValuePair<GroupTable, GroupCounts>[] all = [.. tables.OrderByDescending(t => t.Key.Count)];

        // The largest takes in the others.
        (Table, _continued) = all.Length > 0 ? all[0] : new(new GroupTable(layout, layout.Options.MaxGroup), new GroupCounts());
        foreach ((GroupTable table, GroupCounts continued) in all.Skip(1))
        {
            Table.Merge(table, (group, own) => _continued!.Add(own, continued[group]));
        }

        if (layout.Parts.Length == 0 && Table.Count == 0)
        {
            Table.Find(new ulong[layout.Words]);
        }

        _values = new KeyValues(layout, Table.Names);
    }

    /// <param name="layout">What groups are made of.</param>
    /// <param name="totals">The groups that were kept; not all there are.</param>
    public MeasuredGroups(KeyLayout layout, HeavyTotals totals)
    {
        Layout = layout;
        Table = totals.Table;
        _totals = totals;
        _values = new KeyValues(layout, Table.Names);
    }

    public KeyLayout Layout { get; }

    public GroupTable Table { get; }

    public FlowDuplicates? Duplicates { get; init; }

    public RuleUsageReport? Rules { get; init; }

    public long? ContinuedOf(int group) => _continued?[group];

    /// <exception cref="FlowCollectorException">A sum is too large.</exception>
    public FlowSummary SummaryOf(int group)
    {
        ref FlowTally tally = ref Table.TallyOf(group);
        if (tally.BothWaysOverflow)
        {
            throw new FlowCollectorException("CounterOverflow");
        }

        SummaryKeys keys = _values.Of(Table.KeyOf(group));
        return new FlowSummary(keys, in tally)
        {
            Continued = ContinuedOf(group),
            Distinct = Table.Distinct?.CountsOf(group),
            ErrorBound = _totals?.ErrorOf(group),
            Duplicates = Duplicates,
            RuleUsage = Rules?.Of((string?)keys[MeasureField.NetworkSecurityGroup], (string?)keys[MeasureField.Rule], tally.Rows),
        };
    }
}
