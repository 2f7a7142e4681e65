namespace NsgFlow.Analysis.Deduplication;

/// <summary>
/// Finds rows of several points that tell of one attempt: a begin, a denial or a row without a state. One row of each
/// point takes part, in the order of time and at most two seconds from the first. Of them a denial is kept, else the row
/// of the outbound side.
/// </summary>
/// <remarks>
/// Rows are first put together to sightings, each at one interface, then those of two interfaces to attempts. Whoever
/// comes first waits for the others, so that whole attempts can be settled while later ones still wait, and the result
/// is the same as if all were known at once.
/// </remarks>
internal sealed class AttemptJudge
{
    /// <summary>How far apart two points may log the same, in milliseconds.</summary>
    public const long Tolerance = 2000;

    /// <summary>How long before the watermark an attempt began that can get no more rows.</summary>
    public const long Settling = 2 * Tolerance;

    /// <summary>No path has as many points. More, as of networks with the same addresses, are no points of one flow.</summary>
    private const int MostVantages = 64;

    private readonly HeldRows _rows;
    private readonly DuplicateCounts _counts;
    private readonly Comparison<int> _byPoint;
    private readonly Comparison<int> _byTime;
    private readonly SightingFinder _sightings;

    public AttemptJudge(HeldRows rows, DuplicateCounts counts)
    {
        _rows = rows;
        _counts = counts;
        _byTime = (one, other) => RowComparison.Time(in _rows[one].Row, in _rows[other].Row);
        _byPoint = (one, other) =>
        {
            int order = RowComparison.Point(in _rows[one].Row, in _rows[other].Row);
            return order != 0 ? order : _byTime(one, other);
        };
        _sightings = new SightingFinder(rows, _byTime);
    }

    /// <param name="places">All unsettled attempts of a conversation before the watermark, in the order of time.</param>
    /// <param name="watermark">No row that is older will come.</param>
    public void Judge(Span<int> places, long watermark)
    {
        if (places.Length > 1)
        {
            places.Sort(_byPoint);
        }

        if (places.IsEmpty || RowComparison.Point(in _rows[places[0]].Row, in _rows[places[^1]].Row) == 0)
        {
            // One point sees nothing twice.
            foreach (int place in places)
            {
                if (_rows[place].Row.TimeMilliseconds < watermark - Settling)
                {
                    Settle(place, RowFate.Kept);
                }
            }

            return;
        }

        _sightings.Find(places);
        Pair();
        foreach (Sighting sighting in _sightings.All)
        {
            long begin = Math.Min(sighting.First, sighting.Partner?.First ?? long.MaxValue);
            if (begin < watermark - Settling)
            {
                Settle(sighting);
            }
        }
    }

    /// <summary>Puts what was seen on its way out together with what was seen on its way in, each with one of another interface.</summary>
    private void Pair()
    {
        List<Vantage> outbound = _sightings.Outbound;
        List<Vantage> inbound = _sightings.Inbound;
        if (outbound.Count == 0 || inbound.Count == 0 || outbound.Count + inbound.Count > MostVantages)
        {
            return;
        }

        foreach (Sighting sighting in _sightings.InOrderOfTime.Where(sighting => sighting.Partner is null))
        {
            Sighting? partner = null;
            foreach (Vantage vantage in sighting.Vantage.IsOutbound ? inbound : outbound)
            {
                if (vantage.MacAddress != sighting.Vantage.MacAddress
                    && vantage.FirstUnpaired(sighting.First - Tolerance) is { } candidate
                    && candidate.First <= sighting.First
                    && (partner is null || candidate.First < partner.First))
                {
                    partner = candidate;
                }
            }

            if (partner is not null)
            {
                partner.Partner = sighting;
                sighting.Partner = partner;
            }
        }
    }

    private void Settle(Sighting sighting)
    {
        bool speaks = sighting.Partner is not { } partner || IsBetter(sighting, partner);
        bool isVNet = RowComparison.IsVNet(in _rows[sighting.Best].Row);
        foreach (int place in sighting.Places)
        {
            Settle(
                place,
                place != sighting.Best ? RowComparison.IsVNet(in _rows[place].Row) == isVNet ? RowFate.OtherSecurityGroup : RowFate.OtherLog
                : speaks ? RowFate.Kept
                : RowFate.OtherInterface);
        }
    }

    private bool IsBetter(Sighting one, Sighting other)
    {
        FlowDecision decision = _rows[one.Best].Row.Decision;
        return decision == _rows[other.Best].Row.Decision ? one.Vantage.IsOutbound : decision == FlowDecision.Deny;
    }

    private void Settle(int place, RowFate fate)
    {
        _rows[place].Fate = fate;
        if (fate != RowFate.Kept)
        {
            _counts.Add(fate);
        }
    }
}
