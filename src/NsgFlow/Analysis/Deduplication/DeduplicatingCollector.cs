using NsgFlow.Layout;
using NsgFlow.Streaming;

namespace NsgFlow.Analysis.Deduplication;

/// <summary>
/// Stands before another collector and gives it what is left of the rows without their duplicates, in the order of time.
/// </summary>
/// <param name="deduplicator">Compares the rows.</param>
/// <param name="isHourly">Whether logs come hour by hour, so that with each hour all before it are known.</param>
internal sealed class DeduplicatingCollector(Deduplicator deduplicator, bool isHourly) : FlowCollector
{
    private FlowGroup? _group;
    private string? _source;

    public override void Accept(ReadOnlySpan<FlowRow> rows)
    {
        foreach (ref readonly FlowRow row in rows)
        {
            if (isHourly && !ReferenceEquals(row.Group, _group))
            {
                _group = row.Group;
                Enter(row.Group.Source);
            }

            deduplicator.Add(in row);
        }
    }

    public override void Complete() => deduplicator.Complete();

    private void Enter(string? source)
    {
        if (!ReferenceEquals(source, _source))
        {
            _source = source;
            if (source is not null && FlowLogPath.OfFile(source)?.Hour is { } hour)
            {
                // Flows are filed under the hour in which they were written down, up to minutes later.
                deduplicator.Advance((hour - HourWindow.WriteDelay).ToUnixTimeMilliseconds());
            }
        }
    }
}
