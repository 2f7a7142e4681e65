namespace NsgFlow.Analysis.Deduplication;

/// <summary>Puts rows of several loggers at an interface together to sightings.</summary>
internal sealed class SightingFinder(HeldRows rows, Comparison<int> byTime)
{
    private readonly List<int> _nextOf = [];
    private readonly Dictionary<int, int> _loggerOf = [];

    public List<Sighting> All { get; } = [];

    public List<Vantage> Outbound { get; } = [];

    public List<Vantage> Inbound { get; } = [];

    /// <summary>
    /// All sightings of interfaces that are known, by time; at one time the outbound ones first, for what arrives has left.
    /// </summary>
    // The sort is stable: at one time vantages stay in their order.
    public IEnumerable<Sighting> InOrderOfTime =>
        Outbound.Concat(Inbound).SelectMany(vantage => vantage.Sightings).OrderBy(sighting => sighting.First);

    /// <param name="places">Attempts of one conversation, point by point.</param>
    public void Find(Span<int> places)
    {
        All.Clear();
        Outbound.Clear();
        Inbound.Clear();
        for (int start = 0, end; start < places.Length; start = end)
        {
            ref readonly FlowRow first = ref rows[places[start]].Row;
            end = start + 1;
            while (end < places.Length && RowComparison.Vantage(in first, in rows[places[end]].Row) == 0)
            {
                end++;
            }

            bool isKnown = RowComparison.HasInterface(in first);
            var vantage = new Vantage(first.Group.MacAddress ?? string.Empty, first.Direction == FlowDirection.Outbound);
            FindAt(vantage, places[start..end], isKnown);
            All.AddRange(vantage.Sightings);
            if (isKnown)
            {
                (vantage.IsOutbound ? Outbound : Inbound).Add(vantage);
            }
        }
    }

    /// <param name="vantage">Takes the sightings.</param>
    /// <param name="places">Its rows, logger by logger.</param>
    /// <param name="isKnown">Whether the interface is known; else nothing tells that two rows are of the same one.</param>
    private void FindAt(Vantage vantage, Span<int> places, bool isKnown)
    {
        NumberLoggers(places);
        places.Sort(byTime);
        List<Sighting> found = vantage.Sightings;
        foreach (int place in places)
        {
            // A logger has one row in each sighting, and those before its next are taken or too old.
            int logger = _loggerOf[place];
            long time = rows[place].Row.TimeMilliseconds;
            int next = isKnown ? _nextOf[logger] : found.Count;
            while (next < found.Count && found[next].First < time - AttemptJudge.Tolerance)
            {
                next++;
            }

            if (next == found.Count)
            {
                found.Add(new Sighting(vantage, time));
            }

            Join(found[next], place);
            _nextOf[logger] = next + 1;
        }
    }

    private void NumberLoggers(ReadOnlySpan<int> places)
    {
        _nextOf.Clear();
        _loggerOf.Clear();
        for (int i = 0; i < places.Length; i++)
        {
            if (i == 0 || RowComparison.Logger(in rows[places[i - 1]].Row, in rows[places[i]].Row) != 0)
            {
                _nextOf.Add(0);
            }

            _loggerOf[places[i]] = _nextOf.Count - 1;
        }
    }

    private void Join(Sighting sighting, int place)
    {
        sighting.Places.Add(place);
        if (sighting.Best < 0 || IsBetter(in rows[place].Row, in rows[sighting.Best].Row))
        {
            sighting.Best = place;
        }
    }

    private static bool IsBetter(in FlowRow one, in FlowRow other)
    {
        int order = other.Decision.CompareTo(one.Decision);
        return (order != 0 ? order : RowComparison.Logger(in one, in other)) < 0;
    }
}
