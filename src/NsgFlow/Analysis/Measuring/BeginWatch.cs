namespace NsgFlow.Analysis.Measuring;

/// <summary>Finds sources whose rows go on with connections of which none begins there. Looks at all rows, duplicates too.</summary>
internal sealed class BeginWatch(GroupTable table, Action<object[]> emit)
{
    private FlowGroup? _group;
    private bool _hasBegin;
    private bool _hasContinuation;

    public void Accept(ReadOnlySpan<FlowRow> rows)
    {
        foreach (ref readonly FlowRow row in rows)
        {
            if (!ReferenceEquals(row.Group, _group))
            {
                Enter(row.Group);
            }

            _hasBegin |= row.State == FlowState.Begin;
            _hasContinuation |= row.State is FlowState.Continue or FlowState.End;
        }
    }

    /// <summary>The last source is over.</summary>
    public void Complete()
    {
        if (_hasContinuation && !_hasBegin)
        {
            emit([new SourceMeasure(_group?.Source, table, [], LeftOut: 0, LacksBegin: true)]);
        }

        (_hasBegin, _hasContinuation) = (false, false);
    }

    private void Enter(FlowGroup group)
    {
        if (_group is not null && !string.Equals(group.Source, _group.Source, StringComparison.Ordinal))
        {
            Complete();
        }

        _group = group;
    }
}
