using System.Collections.Concurrent;
using NsgFlow.Analysis.RuleUsage;

namespace NsgFlow.Analysis.Measuring;

/// <summary>
/// Measures flows: workers group what they read, each for itself; what depends on the order of sources is settled on the
/// pipeline's thread; in the end the groups of all workers are put together. The result is the same for any number of
/// workers.
/// </summary>
internal sealed class Measurement(MeasureOptions options)
{
    private readonly ConcurrentStack<MeasureWorker> _idle = [];
    private readonly ConcurrentDictionary<GroupTable, GroupCounts> _tables = [];
    private readonly ContinuedCounter _continued = new();
    private readonly KeyLayout _layout = new(options);

    /// <summary>How many connections of single sources were too many to be kept, in tuples.</summary>
    public long LeftOut { get; private set; }

    /// <summary>How many connections were counted as continued that may not be: too many were open at once.</summary>
    public long Doubtful => _continued.Doubtful;

    /// <summary>How many sources have continuations or ends, but no begins.</summary>
    public long SourcesWithoutBegin { get; private set; }

    public string? FirstWithoutBegin { get; private set; }

    /// <summary>The fields of a row that are read: continued connections are known by all that names a connection.</summary>
    public static FlowColumns ColumnsOf(MeasureOptions options)
    {
        FlowColumns columns = FlowColumns.Time | FlowColumns.Counters | FlowColumns.Connection;
        foreach (MeasureField field in options.By.Concat(options.Distinct))
        {
            columns |= field switch
            {
                MeasureField.SourceAddress or MeasureField.DestinationAddress or MeasureField.SourcePrefix
                    or MeasureField.DestinationPrefix or MeasureField.Pair => FlowColumns.Addresses,
                MeasureField.Encryption => FlowColumns.Encryption,
                MeasureField.Deviation => FlowColumns.All,
                _ => FlowColumns.None,
            };
        }

        return options.Deduplicate ? columns | FlowColumns.All : columns;
    }

    /// <summary>How many rows were left out; null where none were to be.</summary>
    public FlowDuplicates? Duplicates { get; set; }

    /// <summary>What rules are defined; null where that was not asked for.</summary>
    public RuleUsageReport? Rules { get; init; }

    public MeasureWorker TakeWorker()
    {
        if (!_idle.TryPop(out MeasureWorker? worker))
        {
            worker = new MeasureWorker(_layout);
            _tables.TryAdd(worker.Table, new GroupCounts());
        }

        return worker;
    }

    public void GiveWorker(MeasureWorker worker) => _idle.Push(worker);

    /// <summary>Takes what workers have found, in the order of sources, on one thread.</summary>
    public void Accept(SourceMeasure measure)
    {
        GroupCounts counts = _tables[measure.Table];
        foreach (ConnectionChanges changes in measure.Connections)
        {
            _continued.Accept(changes, counts);
        }

        LeftOut += measure.LeftOut;
        if (measure.LacksBegin)
        {
            FirstWithoutBegin ??= measure.Source;
            SourcesWithoutBegin++;
        }
    }

    /// <summary>The summaries in their order, after all was read.</summary>
    public IEnumerable<FlowSummary> Summarize(CancellationToken cancellation)
    {
        var groups = new MeasuredGroups(_layout, _tables) { Duplicates = Duplicates, Rules = Rules };
        if (Rules is { } rules)
        {
            RuleFilling.Fill(groups, rules);
        }

        if (options.FillGap)
        {
            GapFilling.Fill(groups);
        }

        return new SummaryOrder(groups).Sort(cancellation).Select(groups.SummaryOf);
    }
}
