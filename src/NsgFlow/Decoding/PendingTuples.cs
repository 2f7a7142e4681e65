using System.Buffers;

namespace NsgFlow.Decoding;

/// <summary>
/// The tuples of a record that came before the keys they need: the order of keys is free. Up to
/// <see cref="MostHeld"/> bytes are held; where that is not enough, their places are kept and the source is read a
/// second time, if it can be.
/// </summary>
internal sealed class PendingTuples(TupleScanner scanner, FlowSource source, FlowReadSummary summary, DamageTrail trail, Action<long> reportTooLarge, CancellationToken cancellation)
{
    public const int MostHeld = 4 * 1024 * 1024;

    /// <summary>More lists of tuples than any record has; a bound on what hostile input can make us keep.</summary>
    public const int MostLists = 100_000;

    private static readonly SearchValues<byte> s_quoteOrEscape = SearchValues.Create("\"\\"u8);

    private readonly Queue<TupleList> _lists = new();
    private byte[] _memory = [];
    private int _used;
    private bool _isOverfull;
    private bool _isRefused;

    public bool IsEmpty => _lists.Count == 0;

    /// <summary>Keeps the tuples of an array whose opening bracket was taken.</summary>
    public ReadStatus Hold(JsonCursor cursor, GroupBuilder group)
    {
        long offset = cursor.Window.Offset;
        int start = _used;
        try
        {
            ReadStatus status = CopyArray(cursor);
            Keep(group, offset, start);
            return status;
        }
        catch (InvalidDataException)
        {
            // A gzip stream broke inside the list: what came before counts.
            Keep(group, offset, start);
            throw;
        }
    }

    /// <summary>Decodes, in their order, the lists that have all they need; all of them when the record is over.</summary>
    public void Release(bool recordIsOver)
    {
        ByteWindow? second = null;
        long before = summary.Tuples;
        try
        {
            while (_lists.TryPeek(out TupleList list) && (recordIsOver || list.Group.IsReady))
            {
                _lists.Dequeue();
                if (list.Length >= 0)
                {
                    scanner.Scan(new JsonCursor(new ByteWindow(_memory.AsSpan(list.Start, list.Length), list.Offset)), list.Group);
                    continue;
                }

                second ??= new ByteWindow(source.Open(), ByteWindow.CreateBuffer(), cancellation);
                if (second.MoveTo(list.Offset))
                {
                    second.Mark = -1;
                    scanner.Scan(new JsonCursor(second), list.Group);
                }
            }
        }
        finally
        {
            second?.Dispose();
            trail.Release(summary.Tuples - before);
        }

        if (_lists.Count == 0)
        {
            _used = 0;
            _isOverfull = false;
            _isRefused = _isRefused && !recordIsOver;
        }
    }

    private void Keep(GroupBuilder group, long offset, int start)
    {
        if (_lists.Count >= MostLists || (_isOverfull && !source.CanReopen))
        {
            Refuse(offset);
        }
        else
        {
            _lists.Enqueue(new TupleList(group, offset, start, _isOverfull ? -1 : _used - start));
        }
    }

    private void Refuse(long offset)
    {
        if (!_isRefused)
        {
            _isRefused = true;
            reportTooLarge(offset);
        }
    }

    /// <summary>
    /// Copies up to and with the closing bracket. What ends a list where tuples are decoded at once ends it here, and
    /// is copied with it without being taken, so that decoding the copy ends at the same byte.
    /// </summary>
    private ReadStatus CopyArray(JsonCursor cursor)
    {
        ByteWindow window = cursor.Window;
        bool separated = true;
        bool isBehindScalar = false;
        while (true)
        {
            int next = CopySpace(window);
            ReadStatus status = ReadStatus.Done;
            switch (next)
            {
                case -1:
                    return ReadStatus.Cut;
                case '"' when isBehindScalar ? separated && Anchors.IsTupleNext(window) : separated || Anchors.IsTupleNext(window):
                    status = CopyText(cursor);
                    trail.Hold(1);
                    separated = isBehindScalar = false;
                    break;
                case ',' when !(separated && isBehindScalar):
                    Append(window, 1);
                    separated = true;
                    break;
                case ']':
                    Append(window, 1);
                    return ReadStatus.Done;
                default:
                    if (!separated || !JsonCursor.IsScalar(next))
                    {
                        Append(window, 1);
                        window.Position--;
                        return ReadStatus.Damaged;
                    }

                    status = CopyScalar(window);
                    separated = false;
                    isBehindScalar = true;
                    break;
            }

            if (status != ReadStatus.Done)
            {
                return status;
            }
        }
    }

    private int CopySpace(ByteWindow window)
    {
        while (true)
        {
            int space = window.View.IndexOfAnyExcept(" \r\n\t"u8);
            Append(window, space < 0 ? window.Available : space);
            if (space >= 0)
            {
                return window[window.Position];
            }

            if (!window.Fill())
            {
                return -1;
            }
        }
    }

    private ReadStatus CopyText(JsonCursor cursor)
    {
        ByteWindow window = cursor.Window;
        long opening = window.Offset;
        bool escaped = false;
        window.Mark = window.Position;
        Append(window, 1);
        while (true)
        {
            int found = window.View.IndexOfAny(s_quoteOrEscape);
            if (found < 0)
            {
                Append(window, window.Available);
                if (!window.Fill())
                {
                    return ReadStatus.Cut;
                }

                continue;
            }

            bool isQuote = window[window.Position + found] == (byte)'"';
            Append(window, found + 1);
            if (isQuote)
            {
                // As where tuples are decoded at once: the text itself is done with, its last quote perhaps not.
                cursor.MarkText(opening);
                long length = window.Offset - opening;
                if (escaped && length <= ByteWindow.History && cursor.MoveToTupleInside((int)length - 2))
                {
                    return ReadStatus.Damaged;
                }

                window.Mark++;
                return ReadStatus.Done;
            }

            // A backslash takes the byte behind it along.
            escaped = true;
            if (!window.Ensure(1))
            {
                return ReadStatus.Cut;
            }

            Append(window, 1);
        }
    }

    private ReadStatus CopyScalar(ByteWindow window)
    {
        while (true)
        {
            while (window.Available > 0)
            {
                if (!JsonCursor.IsScalar(window[window.Position]))
                {
                    return ReadStatus.Done;
                }

                Append(window, 1);
            }

            if (!window.Fill())
            {
                return ReadStatus.Cut;
            }
        }
    }

    private void Append(ByteWindow window, int count)
    {
        if (_used + count > MostHeld)
        {
            _isOverfull = true;
        }

        if (!_isOverfull)
        {
            if (_used + count > _memory.Length)
            {
                Array.Resize(ref _memory, Math.Max(_used + count, Math.Min(MostHeld, Math.Max(64 * 1024, _memory.Length * 2))));
            }

            window.View[..count].CopyTo(_memory.AsSpan(_used));
            _used += count;
        }

        window.Position += count;
    }

    /// <param name="Group">What stands beside the list.</param>
    /// <param name="Offset">The offset of the byte behind the opening bracket.</param>
    /// <param name="Start">Where in memory the list begins.</param>
    /// <param name="Length">How many bytes of it are held; -1 where it must be read a second time.</param>
    private readonly record struct TupleList(GroupBuilder Group, long Offset, int Start, int Length);
}
