using NsgFlow.Streaming;

namespace NsgFlow.Analysis.Measuring;

/// <summary>
/// Groups the rows of one source after the other. It goes from job to job: there may be many small sources, and a table
/// for each would cost more than they do.
/// </summary>
internal sealed class MeasureWorker(KeyLayout layout)
{
    /// <summary>How many rows are looked up together.</summary>
    private const int MostAtOnce = 64;

    private readonly SourceConnections _connections = new();
    private readonly ulong[] _keys = new ulong[MostAtOnce * layout.Words];
    private readonly int[] _groups = new int[MostAtOnce];
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
        while (!rows.IsEmpty)
        {
            FlowGroup group = rows[0].Group;
            if (!ReferenceEquals(group, _group))
            {
                Begin(group, emit);
            }

            int count = 1;
            while (count < Math.Min(MostAtOnce, rows.Length) && ReferenceEquals(rows[count].Group, group))
            {
                count++;
            }

            Add(rows[..count]);
            rows = rows[count..];
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

    /// <summary>Takes rows of one group of tuples.</summary>
    private void Add(ReadOnlySpan<FlowRow> rows)
    {
        Span<int> groups = _groups.AsSpan(0, rows.Length);
        Span<ulong> keys = _keys.AsSpan(0, rows.Length * layout.Words);
        _reader!.Read(rows, keys);
        Table.FindAll(keys, groups);
        for (int i = 0; i < rows.Length; i++)
        {
            if (!Table.TallyOf(groups[i]).Add(in rows[i]))
            {
                throw new FlowCollectorException("CounterOverflow");
            }

            _connections.Add(in rows[i], groups[i]);
            Table.Distinct?.Add(in rows[i], groups[i]);
        }
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
