using NsgFlow.Decoding;
using NsgFlow.Streaming;

namespace NsgFlow.Analysis.RuleUsage;

/// <summary>Hands rows on, and takes note of which hours have a log.</summary>
internal sealed class CoverageCollector(FlowCollector next, SharedCoverage all) : FlowCollector
{
    private readonly NsgCoverage _coverage = new();
    private FlowGroup? _group;

    public override void Accept(ReadOnlySpan<FlowRow> rows)
    {
        foreach (ref readonly FlowRow row in rows)
        {
            if (!ReferenceEquals(row.Group, _group))
            {
                _group = row.Group;
                _coverage.AddGroup(_group);
            }
        }

        next.Accept(rows);
    }

    public override void EndSource(FlowSource source, FlowReadSummary summary)
    {
        if (summary.Records > 0)
        {
            _coverage.AddLog(source.Name);
        }

        next.EndSource(source, summary);
    }

    public override void Complete()
    {
        next.Complete();
        all.Merge(_coverage);
    }
}
