using System.Runtime.InteropServices;

namespace NsgFlow.Analysis.Deduplication;

/// <summary>Settles what becomes of the rows of one conversation that are older than the watermark.</summary>
internal sealed class ConversationJudge
{
    private readonly HeldRows _rows;
    private readonly RepeatJudge _repeats;
    private readonly AttemptJudge _attempts;
    private readonly ProgressJudge _progress;
    private readonly Comparison<int> _byTime;
    private readonly List<int> _places = [];
    private readonly List<int> _some = [];

    public ConversationJudge(HeldRows rows, DuplicateCounts counts)
    {
        _rows = rows;
        _repeats = new RepeatJudge(rows, counts);
        _attempts = new AttemptJudge(rows, counts);
        _progress = new ProgressJudge(rows, counts);
        _byTime = (one, other) => _rows[one].Row.TimeMilliseconds.CompareTo(_rows[other].Row.TimeMilliseconds);
    }

    private delegate bool Choice(in HeldRow held);

    /// <summary>Whether a row goes on with a flow, so that other points' rows are compared with it.</summary>
    public static bool IsProgress(in HeldRow held) => held.Fate != RowFate.Repeated && !RowComparison.IsAttempt(in held.Row);

    /// <param name="head">The first of the conversation's rows.</param>
    /// <param name="watermark">No row that is older will come.</param>
    public void Judge(int head, long watermark)
    {
        _places.Clear();
        bool isSettled = true;
        for (int place = head; place >= 0; place = _rows[place].Next)
        {
            ref HeldRow held = ref _rows[place];
            if (held.Row.TimeMilliseconds < watermark)
            {
                _places.Add(place);
                isSettled &= held.Fate > RowFate.NoRepeat;
            }
        }

        if (isSettled)
        {
            return;
        }

        Span<int> places = CollectionsMarshal.AsSpan(_places);
        places.Sort(_byTime);
        _repeats.Judge(places);
        _attempts.Judge(Choose((in HeldRow held) => held.Fate == RowFate.NoRepeat && RowComparison.IsAttempt(in held.Row)), watermark);
        _progress.Judge(Choose(IsProgress), watermark);
    }

    private Span<int> Choose(Choice choice)
    {
        _some.Clear();
        foreach (int place in _places)
        {
            if (choice(in _rows[place]))
            {
                _some.Add(place);
            }
        }

        return CollectionsMarshal.AsSpan(_some);
    }
}
