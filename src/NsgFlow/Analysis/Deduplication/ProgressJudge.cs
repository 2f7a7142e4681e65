namespace NsgFlow.Analysis.Deduplication;

/// <summary>
/// Finds rows that go on with a flow, or end it, of which a better point has such rows too. Each interface counts in
/// steps of five minutes that begin when it likes, so their rows are not compared one by one: while a better point
/// logs the flow, it counts all that moves, and the rows of the others are left out.
/// </summary>
/// <remarks>
/// Whether a row is left out depends on nothing but the rows around it. So where the better point's log has a hole, the
/// others' rows stand.
/// </remarks>
internal sealed class ProgressJudge
{
    /// <summary>How far apart, in milliseconds, rows of a flow that goes on are at most: five minutes, and a bit.</summary>
    public const long Reach = (5 * 60_000) + AttemptJudge.Tolerance;

    /// <summary>No path has as many points. More, as of networks with the same addresses, are no points of one flow.</summary>
    private const int MostPoints = 128;

    private readonly HeldRows _rows;
    private readonly DuplicateCounts _counts;
    private readonly Comparison<int> _byPoint;
    private readonly List<Range> _points = [];
    private readonly List<long> _times = [];

    public ProgressJudge(HeldRows rows, DuplicateCounts counts)
    {
        _rows = rows;
        _counts = counts;
        _byPoint = (one, other) =>
        {
            int order = RowComparison.Point(in _rows[one].Row, in _rows[other].Row);
            return order != 0 ? order : RowComparison.Time(in _rows[one].Row, in _rows[other].Row);
        };
    }

    /// <param name="places">The rows of a conversation that go on with it, unsettled and settled ones within reach of them.</param>
    /// <param name="watermark">No row that is older will come.</param>
    public void Judge(Span<int> places, long watermark)
    {
        places.Sort(_byPoint);
        FindPoints(places);
        foreach (Range point in _points)
        {
            for (int i = point.Start; i < point.End; i++)
            {
                ref HeldRow held = ref _rows[places[i]];
                if (held.Fate == RowFate.NoRepeat && held.Row.TimeMilliseconds < watermark - Reach)
                {
                    held.Fate = _points.Count > 1 && _points.Count <= MostPoints ? Judge(places, point, in held.Row) : RowFate.Kept;
                    if (held.Fate != RowFate.Kept)
                    {
                        _counts.Add(held.Fate);
                    }
                }
            }
        }
    }

    private RowFate Judge(ReadOnlySpan<int> places, Range own, in FlowRow row)
    {
        RowFate fate = RowFate.Kept;
        if (!RowComparison.HasInterface(in row))
        {
            return fate;
        }

        foreach (Range point in _points)
        {
            ref readonly FlowRow other = ref _rows[places[point.Start]].Row;
            if (RowComparison.Vantage(in other, in row) == 0)
            {
                if (point.Start >= own.Start)
                {
                    continue;
                }

                // What was logged at the same interface is told before what was logged at the other.
                if (IsNear(point, row.TimeMilliseconds))
                {
                    return RowComparison.IsVNet(in other) == RowComparison.IsVNet(in row) ? RowFate.OtherSecurityGroup : RowFate.OtherLog;
                }
            }
            else if (IsOtherEnd(in other, in row) && IsNear(point, row.TimeMilliseconds))
            {
                fate = RowFate.OtherInterface;
            }
        }

        return fate;
    }

    /// <summary>Whether the flow left another interface than the one it arrives at.</summary>
    private static bool IsOtherEnd(in FlowRow other, in FlowRow row) =>
        row.Direction == FlowDirection.Inbound
        && other.Direction == FlowDirection.Outbound
        && RowComparison.HasInterface(in other)
        && !string.Equals(other.Group.MacAddress, row.Group.MacAddress, StringComparison.Ordinal);

    /// <summary>Whether a point counted within reach of a time.</summary>
    private bool IsNear(Range point, long time)
    {
        int at = _times.BinarySearch(point.TimesStart, point.TimesEnd - point.TimesStart, time - Reach, comparer: null);
        at = at < 0 ? ~at : at;
        return at < point.TimesEnd && _times[at] <= time + Reach;
    }

    private void FindPoints(ReadOnlySpan<int> places)
    {
        _points.Clear();
        _times.Clear();
        for (int start = 0, end; start < places.Length; start = end)
        {
            int times = _times.Count;
            for (end = start; end < places.Length; end++)
            {
                ref readonly FlowRow row = ref _rows[places[end]].Row;
                if (RowComparison.Point(in _rows[places[start]].Row, in row) != 0)
                {
                    break;
                }

                // A rule that keeps no state has nothing to count.
                if (row.Known != FlowCounters.None)
                {
                    _times.Add(row.TimeMilliseconds);
                }
            }

            _points.Add(new Range(start, end, times, _times.Count));
        }
    }

    /// <param name="Start">The first row of a point.</param>
    /// <param name="End">The first row of the next.</param>
    /// <param name="TimesStart">Its first time with counters.</param>
    /// <param name="TimesEnd">The first of the next.</param>
    private readonly record struct Range(int Start, int End, int TimesStart, int TimesEnd);
}
