using NsgFlow.Decoding;

namespace NsgFlow.Streaming;

/// <summary>
/// What is made of rows: objects, sums, connections. There is one for each job, and a job is read by one worker, so
/// that nothing in here has to be locked; what outlives a job is the collector's own care.
/// </summary>
internal abstract class FlowCollector
{
    /// <summary>Takes rows in the order of their source; what is to be kept of them must be copied.</summary>
    /// <exception cref="FlowCollectorException">The work cannot go on, here or in any other job.</exception>
    public abstract void Accept(ReadOnlySpan<FlowRow> rows);

    /// <summary>A source of the job was read to its end.</summary>
    public virtual void EndSource(FlowSource source, FlowReadSummary summary)
    {
    }

    /// <summary>All sources of the job were read, or have failed.</summary>
    public virtual void Complete()
    {
    }
}
