using System.Diagnostics;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.Streaming;

namespace NsgFlow.Benchmarks.Comparison;

/// <summary>The engine as cmdlets drive it, in this process: its readers, and this thread that takes what they give.</summary>
internal static class PoolReading
{
    public static Sample Measure(LogSet set, FlowFilterOptions filter, int workers)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long begin = Stopwatch.GetTimestamp();
        Read(set, filter, workers);
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return new Sample(seconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    /// <summary>How many tuples the logs hold, and how many of them pass.</summary>
    public static (long Tuples, long Flows) Read(LogSet set, FlowFilterOptions filter, int workers)
    {
        long flows = 0;
        long tuples = 0;
        using var pool = new SourceReaderPool(
            new FlowFilter(filter),
            new FlowReadOptions(),
            _ => new CountingCollector(count => Interlocked.Add(ref flows, count)),
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

        return (tuples, flows);

        void Take()
        {
            switch (pool.Take(TimeSpan.FromSeconds(1)))
            {
                case EndPage end:
                    tuples += end.Summary.Tuples;
                    break;
                case FailurePage failure:
                    throw new InvalidOperationException($"{failure.Source.Name} could not be read.", failure.Exception);
            }
        }
    }
}
