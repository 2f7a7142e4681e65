namespace NsgFlow.Analysis.Stitching;

/// <summary>
/// Puts the tuples of one network interface in one log together to connections, in the order of the log and never by
/// time alone: a begin and an end can have the same time, and lists are not sorted among one another.
/// </summary>
/// <remarks>
/// What comes out depends on nothing but the rows and their order: not on how they arrive, and not on other interfaces.
/// </remarks>
internal sealed class InterfaceStitcher
{
    private readonly InterfaceClock _clock = new();
    private readonly OpenConnections _open;
    private readonly StitchCounts _counts;
    private readonly Action _sweep;

    public InterfaceStitcher(ConnectionOptions options, ConnectionOutput output, StitchCounts counts, ConnectionTables tables)
    {
        _open = new OpenConnections(options, _clock, output, counts, tables);
        _counts = counts;
        _sweep = _open.Sweep;
    }

    public RepeatedGroups Repeats { get; } = new();

    /// <summary>Takes rows of one group.</summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="hashes">The key's hash and the content's hash of each row, one behind the other.</param>
    public void Add(ReadOnlySpan<FlowRow> rows, ReadOnlySpan<ulong> hashes)
    {
        _clock.Enter(rows[0].Group, rows[0].TimeMilliseconds, _sweep);
        for (int i = 0; i < rows.Length; i++)
        {
            ref readonly FlowRow row = ref rows[i];
            _clock.Advance(row.TimeMilliseconds);
            _open.SweepIfDue();
            Step(in row, (uint)(hashes[2 * i] >> 32), hashes[(2 * i) + 1]);
        }
    }

    /// <summary>The log is over: what is open stays open.</summary>
    public void Complete() => _open.Complete();

    private void Step(in FlowRow row, uint hash, ulong content)
    {
        if (row.Decision == FlowDecision.Deny)
        {
            Deny(in row, hash, content);
            return;
        }

        switch (row.State)
        {
            case FlowState.Begin:
                Begin(in row, hash, content);
                break;
            case FlowState.Continue:
                Continue(in row, hash, content);
                break;
            case FlowState.End:
                End(in row, hash, content);
                break;
            default:
                Attempt(in row, hash, content);
                break;
        }
    }

    private void Begin(in FlowRow row, uint hash, ulong content)
    {
        int place = _open.Find(in row, ConnectionClass.Stateful, hash);
        if (place >= 0)
        {
            if (IsOpenRepeat(ref _open[place], in row, content))
            {
                return;
            }

            // The second connection closes the first: nothing else has its ends and ports.
            CloseFor(place, in row, FlowConnectionEnd.Superseded);
        }

        _open.Wait(Start(place, in row, hash, content, ConnectionClass.Stateful, FlowConnectionStart.Begin));
    }

    private void Continue(in FlowRow row, uint hash, ulong content)
    {
        int place = _open.Find(in row, ConnectionClass.Stateful, hash);
        if (place >= 0 && IsOpenRepeat(ref _open[place], in row, content))
        {
            return;
        }

        place = GoOn(place, in row, hash, content);
        ConnectionBuilding.AddCounters(ref _open[place].Row, in row);
        _open.Wait(place);
    }

    private void End(in FlowRow row, uint hash, ulong content)
    {
        int place = _open.Find(in row, ConnectionClass.Stateful, hash);
        if (place >= 0 && IsSecondEnd(ref _open[place], in row, content))
        {
            return;
        }

        place = GoOn(place, in row, hash, content);
        ref OpenConnection entry = ref _open[place];
        ConnectionBuilding.AddCounters(ref entry.Row, in row);
        entry.Row.End = row.TimeMilliseconds;
        _open.Close(ref entry, FlowConnectionEnd.End);
        _open.Linger(place);
    }

    private void Deny(in FlowRow row, uint hash, ulong content)
    {
        FlowConnectionStart start = row.State == FlowState.None ? FlowConnectionStart.Unknown : FlowConnectionStart.Begin;
        int place = _open.Find(in row, ConnectionClass.Denied, hash);
        if (place >= 0)
        {
            ref OpenConnection entry = ref _open[place];
            _open.Take(place);
            if (!entry.IsClosed && entry.Row.StartKind == start && Math.Abs(row.TimeMilliseconds - entry.LastTime) <= OpenConnections.AttemptInterval)
            {
                Touch(ref entry, in row, content);
                entry.Row.Attempts++;
                ConnectionBuilding.AddStray(ref entry.Row, in row);
                _open.Linger(place);
                return;
            }

            _open.WriteIfPending(place);
        }

        place = Start(place, in row, hash, content, ConnectionClass.Denied, start);
        _open[place].Row.EndKind = start == FlowConnectionStart.Unknown ? FlowConnectionEnd.Unknown : FlowConnectionEnd.Denied;
        _open.Linger(place);
    }

    /// <summary>An allowed flow of a layout without states: all there is to know.</summary>
    private void Attempt(in FlowRow row, uint hash, ulong content)
    {
        int place = _open.Find(in row, ConnectionClass.Attempt, hash);
        if (place >= 0)
        {
            _open.Take(place);
        }

        place = Start(place, in row, hash, content, ConnectionClass.Attempt, FlowConnectionStart.Unknown);
        _open.Close(ref _open[place], FlowConnectionEnd.Unknown);
        _open.Linger(place);
    }

    /// <summary>Gives the connection that a continue or end tuple belongs to, out of its list; makes one where none is open.</summary>
    private int GoOn(int place, in FlowRow row, uint hash, ulong content)
    {
        if (place >= 0)
        {
            ref OpenConnection entry = ref _open[place];
            if (!entry.IsClosed && !_open.IsIdle(in entry, row.TimeMilliseconds))
            {
                _open.Take(place);
                Touch(ref entry, in row, content);
                return place;
            }

            CloseFor(place, in row, FlowConnectionEnd.TimedOut);
        }

        return Start(place, in row, hash, content, ConnectionClass.Stateful, FlowConnectionStart.MidStream);
    }

    /// <summary>Closes what is open with the key of another connection, and takes it out of its list.</summary>
    private void CloseFor(int place, in FlowRow row, FlowConnectionEnd kind)
    {
        ref OpenConnection entry = ref _open[place];
        _open.Take(place);
        if (!entry.IsClosed)
        {
            _open.Close(ref entry, _open.IsIdle(in entry, row.TimeMilliseconds) ? FlowConnectionEnd.TimedOut : kind);
        }
    }

    /// <summary>Begins a connection in the place of the one before it with the same key, which is in no list, or in a new one.</summary>
    private int Start(int place, in FlowRow row, uint hash, ulong content, ConnectionClass kind, FlowConnectionStart start)
    {
        int ordinal = 0;
        if (place < 0)
        {
            place = _open.Add(hash);
        }
        else if (_open[place].Row.Start == row.TimeMilliseconds)
        {
            ordinal = _open[place].Row.Ordinal + 1;
        }

        ref OpenConnection entry = ref _open[place];
        entry.Class = kind;
        entry.IsClosed = false;
        entry.Newest = row.TimeMilliseconds;
        entry.Missing = _clock.Missing;
        Remember(ref entry, in row, content);
        entry.Row = ConnectionBuilding.Begin(in row, start, ordinal);
        return place;
    }

    private void Touch(ref OpenConnection entry, in FlowRow row, ulong content)
    {
        if (row.TimeMilliseconds < entry.LastTime)
        {
            entry.Row.Notes |= FlowConnectionNotes.OutOfOrder;
        }

        _open.NoteGap(ref entry);
        entry.Newest = Math.Max(entry.Newest, row.TimeMilliseconds);
        Remember(ref entry, in row, content);
        entry.Row.End = entry.Newest;
        ConnectionBuilding.GoOn(ref entry.Row, in row);
    }

    private void Remember(ref OpenConnection entry, in FlowRow row, ulong content)
    {
        entry.LastTime = row.TimeMilliseconds;
        entry.LastContent = content;
        entry.Touched = _clock.Now;
    }

    /// <summary>Whether a row says again what the last row of an open connection said; then it is counted as that.</summary>
    private bool IsOpenRepeat(ref OpenConnection entry, in FlowRow row, ulong content)
    {
        if (entry.IsClosed || entry.LastTime != row.TimeMilliseconds || entry.LastContent != content)
        {
            return false;
        }

        entry.Row.Duplicates++;
        _counts.AddRepeated(1);
        return true;
    }

    /// <summary>Whether a row ends a connection again: with the same words, or having moved nothing since.</summary>
    private bool IsSecondEnd(ref OpenConnection entry, in FlowRow row, ulong content)
    {
        if (!entry.IsClosed || entry.Row.EndKind != FlowConnectionEnd.End)
        {
            return false;
        }

        if (entry.LastTime == row.TimeMilliseconds && entry.LastContent == content)
        {
            _counts.AddRepeated(1);
            return true;
        }

        if (row.Known == FlowCounters.All && (row.PacketsSent | row.BytesSent | row.PacketsReceived | row.BytesReceived) == 0)
        {
            _counts.AddIdleEnd();
            return true;
        }

        return false;
    }
}
