namespace NsgFlow.Analysis.Stitching;

/// <summary>
/// The connections of one interface that can still change, in bounded number and for bounded time, and the way out for
/// those that cannot. A closed connection lingers for a while, so that what repeats its end is known for that.
/// </summary>
internal sealed class OpenConnections(ConnectionOptions options, InterfaceClock clock, ConnectionOutput output, StitchCounts counts, ConnectionTables tables)
{
    /// <summary>Denials no further apart are one connection with several attempts.</summary>
    public const long AttemptInterval = 60_000;

    /// <summary>By how much the lists of a record can be out of order among one another, generously.</summary>
    private const long Disorder = 120_000;

    private const long LingerTime = AttemptInterval + Disorder;

    private readonly ConnectionTable _table = tables.Take();
    private readonly long _timeout = (long)options.IdleTimeout.TotalMilliseconds;

    // When the oldest of each list is to go, or earlier: a list's oldest only gets younger.
    private long _nextLingering = long.MaxValue;
    private long _nextOpen = long.MaxValue;

    public ref OpenConnection this[int place] => ref _table[place];

    public int Find(in FlowRow row, ConnectionClass kind, uint hash) => _table.Find(in row, kind, hash);

    /// <summary>Takes a place for a new key, in no list, giving up another if need be.</summary>
    public int Add(uint hash)
    {
        while (_table.Count >= options.MostOpen)
        {
            GiveUpOldest();
        }

        return _table.Add(hash);
    }

    /// <summary>Takes a place out of its list.</summary>
    public void Take(int place) => _table.Unlink(place);

    /// <summary>Puts a place among the open ones.</summary>
    public void Wait(int place)
    {
        _table.Append(place, lingering: false);
        if (_nextOpen == long.MaxValue)
        {
            _nextOpen = OpenUntil(place);
        }
    }

    /// <summary>Puts a place among the closed ones, and the denials that others may follow.</summary>
    public void Linger(int place)
    {
        _table.Append(place, lingering: true);
        if (_nextLingering == long.MaxValue)
        {
            _nextLingering = LingersUntil(place);
        }
    }

    /// <summary>Whether nothing was heard of an open connection for longer than the time-out, missing hours aside.</summary>
    public bool IsIdle(in OpenConnection entry, long time) =>
        time - entry.Newest - (clock.Missing - entry.Missing) > _timeout;

    public void Close(ref OpenConnection entry, FlowConnectionEnd kind)
    {
        // One that was over before the gap began is no worse for it.
        if (entry.Missing != clock.Missing && clock.GapAfter(entry.Missing) - entry.Newest <= _timeout)
        {
            NoteGap(ref entry);
        }

        ConnectionBuilding.Finish(ref entry.Row, kind);
        Write(ref entry);
    }

    /// <summary>Marks a connection that was open in an hour of which there is no log.</summary>
    public void NoteGap(ref OpenConnection entry)
    {
        if (entry.Missing != clock.Missing)
        {
            entry.Missing = clock.Missing;
            entry.Row.Notes |= FlowConnectionNotes.Gap;
        }
    }

    /// <summary>Writes denials that were kept for further ones to come.</summary>
    public void WriteIfPending(int place)
    {
        ref OpenConnection entry = ref _table[place];
        if (!entry.IsClosed)
        {
            Write(ref entry);
        }
    }

    /// <summary>Lets go what had its time. The lists are in the order of it, so that this costs once per connection.</summary>
    public void SweepIfDue()
    {
        if (clock.Now > _nextLingering || clock.Now > _nextOpen)
        {
            Sweep();
        }
    }

    public void Sweep()
    {
        int place;
        while ((place = _table.Oldest(lingering: true)) >= 0 && LingersUntil(place) < clock.Now)
        {
            WriteIfPending(place);
            _table.Remove(place);
        }

        _nextLingering = place < 0 ? long.MaxValue : LingersUntil(place);
        while ((place = _table.Oldest(lingering: false)) >= 0 && OpenUntil(place) < clock.Now)
        {
            Close(ref _table[place], FlowConnectionEnd.TimedOut);
            _table.Remove(place);
        }

        _nextOpen = place < 0 ? long.MaxValue : OpenUntil(place);
    }

    /// <summary>
    /// The input is over: denials go first, then what is open, each from the one that was heard of longest ago. Nothing
    /// may be added after.
    /// </summary>
    public void Complete()
    {
        int place;
        while ((place = _table.Oldest(lingering: true)) >= 0)
        {
            WriteIfPending(place);
            _table.Remove(place);
        }

        while ((place = _table.Oldest(lingering: false)) >= 0)
        {
            ref OpenConnection entry = ref _table[place];
            Close(ref entry, IsIdle(in entry, clock.Now + clock.Missing) ? FlowConnectionEnd.TimedOut : FlowConnectionEnd.StillOpen);
            _table.Remove(place);
        }

        tables.Give(_table);
    }

    private void GiveUpOldest()
    {
        int place = _table.Oldest(lingering: true);
        if (place >= 0)
        {
            WriteIfPending(place);
        }
        else
        {
            place = _table.Oldest(lingering: false);
            Close(ref _table[place], FlowConnectionEnd.GivenUp);
            counts.AddGivenUp();
        }

        _table.Remove(place);
    }

    private void Write(ref OpenConnection entry)
    {
        output.Write(in entry.Row);
        entry.IsClosed = true;
        // What is remembered of it must not keep a whole log's groups alive.
        entry.Row.Group = null!;
        entry.Row.Sources = null;
    }

    private long LingersUntil(int place) => _table[place].Touched + LingerTime;

    private long OpenUntil(int place) => _table[place].Touched + _timeout + Disorder;
}
