using NsgFlow.Decoding;
using NsgFlow.Streaming;

namespace NsgFlow.Analysis.Tracing;

/// <summary>Collects the findings of a job and adds them to those of all.</summary>
internal sealed class TraceCollector(TraceQuestion question, SharedFindings all) : FlowCollector
{
    private readonly Findings _findings = new(question);

    public override void Accept(ReadOnlySpan<FlowRow> rows)
    {
        foreach (ref readonly FlowRow row in rows)
        {
            _findings.Add(in row);
        }
    }

    public override void EndSource(FlowSource source, FlowReadSummary summary)
    {
        if (summary.Records > 0)
        {
            _findings.Interfaces.AddSource(source.Name);
        }
    }

    public override void Complete() => all.Merge(_findings);
}

/// <summary>The findings of all jobs, which end on several threads.</summary>
internal sealed class SharedFindings(TraceQuestion question)
{
    private readonly object _lock = new();
    private readonly Findings _all = new(question);

    /// <summary>To be asked for when all jobs have ended.</summary>
    public Findings All
    {
        get
        {
            lock (_lock)
            {
                return _all;
            }
        }
    }

    public void Merge(Findings findings)
    {
        lock (_lock)
        {
            _all.Merge(findings);
        }
    }
}
