using System.Collections.Concurrent;
using NsgFlow.Decoding;

namespace NsgFlow.Streaming;

/// <summary>Hands the rows of a source to the collector of its job, and queues what is reported for the pipeline thread.</summary>
internal sealed class JobSink(FlowSource source, FlowCollector collector, BlockingCollection<SourcePage> pages, ReadProgress progress, CancellationToken cancellation) : FlowSink
{
    /// <summary>How long rows may wait for their batch to fill.</summary>
    private const long LongestWaitMilliseconds = 100;

    /// <summary>
    /// Beyond this many, faults of one source are only counted: a file of another shape would give millions.
    /// </summary>
    private const int MostFaults = 20;

    private long _lastHandOver = Environment.TickCount64;
    private long _bytesRead;
    private long _faults;

    /// <summary>How many faults were counted and not queued.</summary>
    public long UnreportedFaults { get; private set; }

    public override void Accept(FlowBatch batch)
    {
        progress.AddRows(batch.Count);
        collector.Accept(batch.Rows);
        _lastHandOver = Environment.TickCount64;
    }

    public override void Report(FlowFault fault)
    {
        if (++_faults <= MostFaults)
        {
            pages.Add(new FaultPage(source, fault), cancellation);
        }
        else
        {
            UnreportedFaults++;
        }
    }

    public override bool Pulse(long bytesRead)
    {
        progress.AddBytes(bytesRead - _bytesRead);
        _bytesRead = bytesRead;
        return Environment.TickCount64 - _lastHandOver >= LongestWaitMilliseconds;
    }
}
