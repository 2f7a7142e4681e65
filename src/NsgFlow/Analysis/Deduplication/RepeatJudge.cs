using System.Runtime.CompilerServices;

namespace NsgFlow.Analysis.Deduplication;

/// <summary>
/// Finds rows that are the same row again: of one point, of one time and with the same words. A list that stands in two
/// records, or a file that is read twice, says all it says twice; and rows that are alike within a list may be two
/// flows. So rows are numbered within their list, and the first of one list is compared with the first of another.
/// </summary>
/// <remarks>
/// Of flows with states the number is that of the connection: two begins with no end between them are one. Denials and
/// rows without states are numbered one by one, and compared among records of the same time only, for nothing else
/// tells a repeat from a second attempt.
/// </remarks>
internal sealed class RepeatJudge
{
    private readonly HeldRows _rows;
    private readonly DuplicateCounts _counts;
    private readonly Comparison<int> _byList;
    private readonly Comparison<int> _byIdentity;

    public RepeatJudge(HeldRows rows, DuplicateCounts counts)
    {
        _rows = rows;
        _counts = counts;
        _byList = CompareLists;
        _byIdentity = (one, other) =>
        {
            int order = CompareIdentities(one, other);
            order = order != 0 ? order : RowComparison.RecordTime(in _rows[one].Row, in _rows[other].Row);
            return order != 0 ? order : RowComparison.Place(in _rows[one].Row, in _rows[other].Row);
        };
    }

    /// <param name="places">Rows of one conversation in the order of time; all there will be of each moment.</param>
    public void Judge(Span<int> places)
    {
        for (int start = 0, end; start < places.Length; start = end)
        {
            end = start + 1;
            while (end < places.Length && _rows[places[end]].Row.TimeMilliseconds == _rows[places[start]].Row.TimeMilliseconds)
            {
                end++;
            }

            // Of a moment all is known at once, so that its rows are all new or none is.
            if (_rows[places[start]].Fate == RowFate.New)
            {
                JudgeMoment(places[start..end]);
            }
        }
    }

    private void JudgeMoment(Span<int> places)
    {
        if (places.Length > 1)
        {
            places.Sort(_byList);
            Number(places);
            places.Sort(_byIdentity);
        }

        for (int i = 0; i < places.Length; i++)
        {
            bool isRepeat = i > 0 && CompareIdentities(places[i - 1], places[i]) == 0;
            ref HeldRow held = ref _rows[places[i]];
            held.Fate = isRepeat ? RowFate.Repeated : RowFate.NoRepeat;
            if (isRepeat)
            {
                _counts.Add(RowFate.Repeated);
            }
        }
    }

    /// <param name="places">Rows of one moment, list by list.</param>
    private void Number(ReadOnlySpan<int> places)
    {
        FlowGroup? list = null;
        Numbers inbound = default;
        Numbers outbound = default;
        foreach (int place in places)
        {
            ref HeldRow held = ref _rows[place];
            if (!ReferenceEquals(held.Row.Group, list))
            {
                list = held.Row.Group;
                inbound = default;
                outbound = default;
            }

            held.Ordinal = (held.Row.Direction == FlowDirection.Outbound ? ref outbound : ref inbound).Next(in held.Row);
        }
    }

    private int CompareIdentities(int one, int other)
    {
        ref HeldRow a = ref _rows[one];
        ref HeldRow b = ref _rows[other];
        int order = RowComparison.Point(in a.Row, in b.Row);
        order = order != 0 ? order : RowComparison.Words(in a.Row, in b.Row);
        order = order != 0 ? order : a.Ordinal.CompareTo(b.Ordinal);
        return order != 0 || HasStates(in a.Row) ? order
            : a.Row.Group.RecordTime is null ? CompareLists(one, other)
            : RowComparison.RecordTime(in a.Row, in b.Row);
    }

    /// <summary>By the list and the place in it. Lists are told apart as objects: two may have all the same words.</summary>
    private int CompareLists(int one, int other)
    {
        ref FlowRow a = ref _rows[one].Row;
        ref FlowRow b = ref _rows[other].Row;
        int order = ReferenceEquals(a.Group, b.Group) ? 0 : RuntimeHelpers.GetHashCode(a.Group).CompareTo(RuntimeHelpers.GetHashCode(b.Group));
        return order != 0 ? order : RowComparison.Place(in a, in b);
    }

    private static bool HasStates(in FlowRow row) => row.Decision == FlowDecision.Allow && row.State is not (FlowState.None or FlowState.Deny);

    /// <summary>Counts within a moment of a list.</summary>
    private struct Numbers
    {
        private int _connections;
        private int _attempts;
        private bool _hasEnded;

        public int Next(in FlowRow row)
        {
            if (!HasStates(in row))
            {
                return _attempts++;
            }

            if (row.State == FlowState.Begin && _hasEnded)
            {
                _connections++;
                _hasEnded = false;
            }

            _hasEnded |= row.State == FlowState.End;
            return _connections;
        }
    }
}
