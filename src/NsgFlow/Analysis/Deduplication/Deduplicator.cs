using System.Runtime.InteropServices;
using NsgFlow.Streaming;

namespace NsgFlow.Analysis.Deduplication;

/// <summary>
/// Holds rows until all are there that may say the same, and lets one of them go on. What comes out depends on the rows
/// alone, not on the order in which they come, as long as none comes behind the watermark.
/// </summary>
internal sealed class Deduplicator
{
    private readonly IDeduplicated _output;
    private readonly DuplicateCounts _counts;
    private readonly int _mostPending;
    private readonly HeldRows _rows = new();
    private readonly Dictionary<ConversationId, int> _heads = [];
    private readonly ConversationJudge _judge;
    private readonly List<int> _ready = [];

    /// <summary>Rows before it were compared; none should come any more.</summary>
    private long _watermark = long.MinValue;

    /// <summary>The watermark as far as it was known, and not guessed for want of room.</summary>
    private long _knownWatermark = long.MinValue;

    /// <summary>Rows before it went on.</summary>
    private long _settled = long.MinValue;

    public Deduplicator(IDeduplicated output, DuplicateCounts counts, int mostPending)
    {
        _output = output;
        _counts = counts;
        _mostPending = mostPending;
        _judge = new ConversationJudge(_rows, counts);
    }

    public void Add(in FlowRow row)
    {
        if (row.TimeMilliseconds < _knownWatermark)
        {
            // A stray in the log of a later hour. Those it might be compared with have gone.
            _counts.Late++;
            _output.Keep(in row);
            return;
        }

        if (_rows.Count >= _mostPending)
        {
            MakeRoom();
        }

        if (row.TimeMilliseconds < _watermark)
        {
            throw TooMany();
        }

        ref int head = ref CollectionsMarshal.GetValueRefOrAddDefault(_heads, new ConversationId(in row), out bool isKnown);
        head = _rows.Add(in row, isKnown ? head : -1);
    }

    /// <summary>No row that is older than this will come, but for strays.</summary>
    public void Advance(long watermark)
    {
        _knownWatermark = Math.Max(watermark, _knownWatermark);
        if (watermark > _watermark)
        {
            Release(watermark);
        }
    }

    /// <summary>No row at all will come.</summary>
    public void Complete() => Release(long.MaxValue);

    /// <summary>Lets the older half go, in the hope that rows come in the order of time.</summary>
    private void MakeRoom()
    {
        var times = new List<long>(_rows.Count);
        foreach (int head in _heads.Values)
        {
            for (int place = head; place >= 0; place = _rows[place].Next)
            {
                times.Add(_rows[place].Row.TimeMilliseconds);
            }
        }

        times.Sort();
        long watermark = times[times.Count / 2] + (2 * ProgressJudge.Reach) + 1;
        if (watermark > _watermark && watermark <= times[^1])
        {
            Release(watermark);
        }

        if (_rows.Count >= _mostPending)
        {
            throw TooMany();
        }
    }

    private void Release(long watermark)
    {
        long settled = watermark == long.MaxValue ? watermark : watermark - ProgressJudge.Reach;
        long forgotten = watermark == long.MaxValue ? watermark : settled - ProgressJudge.Reach;
        foreach ((ConversationId id, int head) in _heads)
        {
            _judge.Judge(head, watermark);
            Collect(head, settled);
        }

        Write();
        foreach ((ConversationId id, int head) in _heads)
        {
            // To set or remove what is there does not disturb the enumeration.
            int left = Forget(head, settled, forgotten);
            if (left < 0)
            {
                _heads.Remove(id);
            }
            else if (left != head)
            {
                CollectionsMarshal.GetValueRefOrNullRef(_heads, id) = left;
            }
        }

        _watermark = watermark;
        _settled = settled;
    }

    private void Collect(int head, long settled)
    {
        for (int place = head; place >= 0; place = _rows[place].Next)
        {
            long time = _rows[place].Row.TimeMilliseconds;
            if (time >= _settled && time < settled)
            {
                _ready.Add(place);
            }
        }
    }

    /// <summary>Rows go on in the order of time, and at one time as they stand in their source.</summary>
    private void Write()
    {
        _ready.Sort((one, other) =>
        {
            ref FlowRow a = ref _rows[one].Row;
            ref FlowRow b = ref _rows[other].Row;
            int order = a.TimeMilliseconds.CompareTo(b.TimeMilliseconds);
            return order != 0 ? order : RowComparison.Place(in a, in b);
        });
        foreach (int place in _ready)
        {
            ref HeldRow held = ref _rows[place];
            if (held.Fate == RowFate.Kept)
            {
                _output.Keep(in held.Row);
            }
            else
            {
                _output.Drop(in held.Row);
            }
        }

        _ready.Clear();
    }

    /// <summary>Lets rows go that went on, but for those which later rows are compared with; gives the new head.</summary>
    private int Forget(int head, long settled, long forgotten)
    {
        int kept = -1;
        for (int place = head, next; place >= 0; place = next)
        {
            ref HeldRow held = ref _rows[place];
            next = held.Next;
            long time = held.Row.TimeMilliseconds;
            if (time >= settled || (time >= forgotten && ConversationJudge.IsProgress(in held)))
            {
                held.Next = kept;
                kept = place;
            }
            else
            {
                _rows.Remove(place);
            }
        }

        return kept;
    }

    private FlowCollectorException TooMany() => new("TooManyPending", _mostPending);
}
