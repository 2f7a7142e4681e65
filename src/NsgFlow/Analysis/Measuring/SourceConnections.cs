using System.Runtime.CompilerServices;

namespace NsgFlow.Analysis.Measuring;

/// <summary>The connections of the source that is being read, by network interface. In bounded number.</summary>
internal sealed class SourceConnections
{
    /// <summary>How many connections of one source are kept at most; about 64 MB.</summary>
    public const int MostConnections = 4 * 1024 * 1024;

    /// <summary>How many sets are kept for interfaces to come.</summary>
    private const int MostSpare = 64;

    // A MAC address may be missing, which is as good a name as any.
    private readonly Dictionary<string, ConnectionSet> _sets = new(StringComparer.Ordinal);
    private readonly Stack<ConnectionSet> _spare = [];
    private ConnectionSet _current = null!;
    private int _count;

    public bool HasBegin { get; private set; }

    public bool HasContinuation { get; private set; }

    /// <summary>To be called where rows of another group begin.</summary>
    public void Begin(FlowGroup group)
    {
        string mac = group.MacAddress ?? string.Empty;
        if (!_sets.TryGetValue(mac, out ConnectionSet? set))
        {
            set = _spare.TryPop(out ConnectionSet? spare) ? spare : new ConnectionSet();
            set.IsFull = _count >= MostConnections;
            _sets.Add(mac, set);
        }

        _current = set;
    }

    /// <param name="row">A row.</param>
    /// <param name="group">The number of the group it is counted in.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in FlowRow row, int group)
    {
        if (row.State is not (FlowState.Begin or FlowState.Continue or FlowState.End))
        {
            return;
        }

        HasBegin |= row.State == FlowState.Begin;
        HasContinuation |= row.State != FlowState.Begin;

        // A denial is no connection. Only NSG logs write it as the begin of one.
        if (row.Decision == FlowDecision.Deny)
        {
            return;
        }

        if (_current.Add(row.Connection, row.State, group) && ++_count == MostConnections)
        {
            foreach (ConnectionSet set in _sets.Values)
            {
                set.IsFull = true;
            }
        }
    }

    /// <summary>Gives out what was found in a source, and starts over.</summary>
    /// <param name="leftOut">How many tuples belong to connections beyond those that are kept.</param>
    public List<ConnectionChanges> Take(out long leftOut)
    {
        leftOut = _sets.Values.Sum(set => set.LeftOut);
        var all = new List<ConnectionChanges>(_sets.Count);
        foreach ((string mac, ConnectionSet set) in _sets)
        {
            if (set.Count > 0)
            {
                all.Add(set.Take(mac));
            }

            set.LeftOut = 0;
            if (_spare.Count < MostSpare)
            {
                _spare.Push(set);
            }
        }

        _sets.Clear();
        _count = 0;
        (HasBegin, HasContinuation) = (false, false);
        return all;
    }
}
