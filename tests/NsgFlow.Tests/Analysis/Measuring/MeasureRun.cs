using NsgFlow.Analysis.Measuring;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.Streaming;

namespace NsgFlow.Tests.Analysis.Measuring;

/// <summary>Measures logs in each of the ways in which flows can come.</summary>
internal static class MeasureRun
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static List<FlowSummary> Pool(IEnumerable<FlowSource> sources, MeasureOptions options, int workers, FlowFilterOptions? filter = null)
    {
        var measurement = new Measurement(options);
        Read(sources, options, workers, filter, emit => new MeasureCollector(measurement, emit), result => measurement.Accept((SourceMeasure)result));
        return [.. measurement.Summarize(CancellationToken.None)];
    }

    public static List<FlowSummary> Pipeline(IEnumerable<FlowRecord> records, MeasureOptions options, FlowFilterOptions? filter = null)
    {
        var measurement = new Measurement(options);
        Feed(records, filter, emit => new MeasureCollector(measurement, emit), result => measurement.Accept((SourceMeasure)result));
        return [.. measurement.Summarize(CancellationToken.None)];
    }

    public static (List<FlowSummary> Summaries, long Floor) Approximate(IEnumerable<FlowSource> sources, MeasureOptions options, int workers, int capacity)
    {
        var measurement = new ApproximateMeasurement(options, capacity);
        Read(sources, options, workers, null, measurement.CreateCollector, result => measurement.Accept((SourceHeavyGroups)result));
        return ([.. measurement.Summarize(CancellationToken.None)], measurement.Floor);
    }

    public static (List<FlowSummary> Summaries, long Floor) ApproximatePipeline(IEnumerable<FlowRecord> records, MeasureOptions options, int capacity)
    {
        var measurement = new ApproximateMeasurement(options, capacity);
        Feed(records, null, measurement.CreateCollector, result => measurement.Accept((SourceHeavyGroups)result));
        return ([.. measurement.Summarize(CancellationToken.None)], measurement.Floor);
    }

    private static void Feed(IEnumerable<FlowRecord> records, FlowFilterOptions? filter, Func<Action<object[]>, FlowCollector> create, Action<object> take)
    {
        FlowCollector collector = create(results => Array.ForEach(results, take));
        var feed = new RecordFeed(new FlowFilter(filter ?? new FlowFilterOptions()), collector);
        foreach (FlowRecord record in records)
        {
            feed.Add(record);
        }

        feed.Flush();
        collector.Complete();
    }

    private static void Read(IEnumerable<FlowSource> sources, MeasureOptions options, int workers, FlowFilterOptions? filter, Func<Action<object[]>, FlowCollector> create, Action<object> take)
    {
        using var pool = new SourceReaderPool(
            new FlowFilter(filter ?? new FlowFilterOptions()),
            new FlowReadOptions { Columns = Measurement.ColumnsOf(options) },
            create,
            workers,
            CancellationToken.None);
        foreach (FlowSource source in sources)
        {
            while (pool.IsFull)
            {
                Take();
            }

            pool.Add(source);
        }

        while (!pool.IsIdle)
        {
            Take();
        }

        void Take()
        {
            SourcePage page = pool.Take(s_patience) ?? throw new TimeoutException();
            Assert.False(page is FailurePage or FaultPage);
            if (page is JobEndPage { Exception: { } exception })
            {
                throw exception;
            }

            if (page is ResultPage result)
            {
                Array.ForEach(result.Results, take);
            }
        }
    }
}
