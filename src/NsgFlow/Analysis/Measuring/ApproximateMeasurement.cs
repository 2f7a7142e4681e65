namespace NsgFlow.Analysis.Measuring;

/// <summary>
/// Finds the heaviest groups in memory that does not grow with their number. Each source is judged for itself, and the
/// sources are put together in their order, so that the result is the same for any number of workers.
/// </summary>
internal sealed class ApproximateMeasurement
{
    /// <summary>How many groups are kept at least. What is lighter than its share of all may be missed.</summary>
    public const int LeastCapacity = 16 * 1024;

    private readonly KeyLayout _layout;
    private readonly int _capacity;
    private readonly HeavyTotals _totals;

    /// <param name="options">What is measured; with a number of groups.</param>
    /// <param name="leastCapacity">How many groups are kept at least.</param>
    public ApproximateMeasurement(MeasureOptions options, int leastCapacity = LeastCapacity)
    {
        _layout = new KeyLayout(options);
        _capacity = (int)Math.Max(leastCapacity, Math.Min(4L * options.Top!.Value, int.MaxValue / 4));
        _totals = new HeavyTotals(_layout, _capacity);
    }

    /// <summary>The most that a group can have which is not among the summaries for want of places.</summary>
    public long Floor => _totals.Floor;

    public long SourcesWithoutBegin { get; private set; }

    public string? FirstWithoutBegin { get; private set; }

    public ApproximateCollector CreateCollector(Action<object[]> emit) => new(_layout, _capacity, emit);

    /// <summary>Takes what workers have found, in the order of sources, on one thread.</summary>
    public void Accept(SourceHeavyGroups source)
    {
        _totals.Accept(source.Groups);
        if (source.LacksBegin)
        {
            FirstWithoutBegin ??= source.Source;
            SourcesWithoutBegin++;
        }
    }

    /// <summary>The summaries in their order, after all was read.</summary>
    public IEnumerable<FlowSummary> Summarize(CancellationToken cancellation)
    {
        var groups = new MeasuredGroups(_layout, _totals);
        return new SummaryOrder(groups).Sort(cancellation).Select(groups.SummaryOf);
    }
}

/// <summary>The heaviest groups of a source, on their way to the pipeline's thread.</summary>
/// <param name="Source">The name of the source.</param>
/// <param name="Groups">The groups.</param>
/// <param name="LacksBegin">Whether it has continuations or ends, but no begins.</param>
internal sealed record SourceHeavyGroups(string? Source, HeavyGroups Groups, bool LacksBegin);
