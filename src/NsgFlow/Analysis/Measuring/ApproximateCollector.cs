using NsgFlow.Streaming;

namespace NsgFlow.Analysis.Measuring;

/// <summary>Finds the heaviest groups of each source of a job.</summary>
internal sealed class ApproximateCollector(KeyLayout layout, int capacity, Action<object[]> emit) : FlowCollector
{
    private readonly ulong[] _key = new ulong[layout.Words];
    private HeavyGroups? _heavy;
    private KeyReader _reader = null!;
    private FlowGroup? _group;
    private bool _hasBegin;
    private bool _hasContinuation;

    public override void Accept(ReadOnlySpan<FlowRow> rows)
    {
        foreach (ref readonly FlowRow row in rows)
        {
            if (!ReferenceEquals(row.Group, _group))
            {
                Begin(row.Group);
            }

            _hasBegin |= row.State == FlowState.Begin;
            _hasContinuation |= row.State is FlowState.Continue or FlowState.End;
            _reader.Read(in row, _key);
            if (_heavy!.Add(_key, in row))
            {
                _reader = new KeyReader(layout, _heavy.Names);
                _reader.Begin(row.Group);
            }
        }
    }

    public override void Complete() => EndSource();

    private void Begin(FlowGroup group)
    {
        // From the pipeline flows of several sources come one after the other.
        if (_group is not null && !string.Equals(group.Source, _group.Source, StringComparison.Ordinal))
        {
            EndSource();
        }

        if (_heavy is null)
        {
            _heavy = new HeavyGroups(layout, capacity);
            _reader = new KeyReader(layout, _heavy.Names);
        }

        _group = group;
        _reader.Begin(group);
    }

    private void EndSource()
    {
        if (_heavy is not null)
        {
            emit([new SourceHeavyGroups(_group!.Source, _heavy, _hasContinuation && !_hasBegin)]);
        }

        _heavy = null;
        (_hasBegin, _hasContinuation) = (false, false);
    }
}
