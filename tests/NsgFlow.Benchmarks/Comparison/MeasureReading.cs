using System.Diagnostics;
using NsgFlow.Analysis.Measuring;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.Streaming;

namespace NsgFlow.Benchmarks.Comparison;

/// <summary>Measure-NsgFlow without a shell: its workers, this thread that takes what they give, and the summaries.</summary>
internal static class MeasureReading
{
    public static Sample Measure(LogSet set, MeasureOptions options, int workers)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long begin = Stopwatch.GetTimestamp();
        Read(set, options, workers);
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return new Sample(seconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    public static List<FlowSummary> Read(LogSet set, MeasureOptions options, int workers)
    {
        var measurement = new Measurement(options);
        using var pool = new SourceReaderPool(
            FlowFilter.None,
            new FlowReadOptions { Columns = Measurement.ColumnsOf(options) },
            emit => new MeasureCollector(measurement, emit),
            workers,
            CancellationToken.None);
        foreach (string file in set.Files)
        {
            while (pool.IsFull)
            {
                Take();
            }

            pool.Add(new FileFlowSource(file));
        }

        while (!pool.IsIdle)
        {
            Take();
        }

        return [.. measurement.Summarize(CancellationToken.None)];

        void Take()
        {
            switch (pool.Take(TimeSpan.FromSeconds(1)))
            {
                case ResultPage page:
                    measurement.Accept((SourceMeasure)page.Results[0]);
                    break;
                case FailurePage failure:
                    throw new InvalidOperationException($"{failure.Source.Name} could not be read.", failure.Exception);
                case JobEndPage { Exception: { } exception }:
                    throw new InvalidOperationException("A worker cannot go on.", exception);
            }
        }
    }
}
