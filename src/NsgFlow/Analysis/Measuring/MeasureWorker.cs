using NsgFlow.Streaming;

namespace NsgFlow.Analysis.Measuring;

/// <summary>
/// Groups the rows of one source after the other. It goes from job to job: there may be many small sources, and a table
/// for each would cost more than they do.
/// </summary>
internal sealed class MeasureWorker(KeyLayout layout)
{
    private readonly SourceConnections _connections = new();
    private readonly ulong[] _key = new ulong[layout.Words];
    private KeyReader? _reader;
    private FlowGroup? _group;
    private string? _source;

    public GroupTable Table { get; } = new(layout, layout.Options.MaxGroup);

    /// <summary>Takes rows in the order of their sources.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="emit">Takes a <see cref="SourceMeasure"/> where another source begins.</param>
    public void Accept(ReadOnlySpan<FlowRow> rows, Action<object[]> emit)
    {
        _reader ??= new KeyReader(layout, Table.Names);
        Span<ulong> key = _key;
        foreach (ref readonly FlowRow row in rows)
        {
            if (!ReferenceEquals(row.Group, _group))
            {
                Begin(row.Group, emit);
            }

            _reader.Read(in row, key);
            int group = Table.Find(key);
            if (!Table.TallyOf(group).Add(in row))
            {
                throw new FlowCollectorException("CounterOverflow");
            }

            _connections.Add(in row, group);
            Table.Distinct?.Add(in row, group);
        }
    }

    /// <summary>The source is over.</summary>
    public void EndSource(Action<object[]> emit)
    {
        bool lacksBegin = !layout.Options.Deduplicate && _connections.HasContinuation && !_connections.HasBegin;
        List<ConnectionChanges> connections = _connections.Take(out long leftOut);
        if (connections.Count > 0 || lacksBegin)
        {
            emit([new SourceMeasure(_source, Table, connections, leftOut, lacksBegin)]);
        }

        _group = null;
    }

    /// <summary>Takes note of the begin of a connection that is counted elsewhere.</summary>
    public void AddUncounted(in FlowRow row)
    {
        _connections.Begin(row.Group);
        _connections.Add(in row, group: 0);
        _group = null;
    }

    private void Begin(FlowGroup group, Action<object[]> emit)
    {
        // From the pipeline flows of several sources come one after the other. Without duplicates they come by time.
        if (_group is not null && !layout.Options.Deduplicate && !string.Equals(group.Source, _source, StringComparison.Ordinal))
        {
            EndSource(emit);
        }

        _group = group;
        _source = group.Source;
        _reader!.Begin(group);
        _connections.Begin(group);
        Table.Distinct?.Begin(group);
    }
}
