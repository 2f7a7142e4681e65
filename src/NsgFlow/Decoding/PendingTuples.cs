using System.Buffers;

namespace NsgFlow.Decoding;

/// <summary>
/// The tuples of a record that came before the keys they need: the order of keys is free. Up to
/// <see cref="MostHeld"/> bytes are held; where that is not enough, their places are kept and the source is read a
/// second time, if it can be.
/// </summary>
internal sealed class PendingTuples(TupleScanner scanner, FlowSource source, Action<long> reportTooLarge, CancellationToken cancellation)
{
    public const int MostHeld = 4 * 1024 * 1024;

    /// <summary>More lists of tuples than any record has; a bound on what hostile input can make us keep.</summary>
    public const int MostLists = 100_000;

    private static readonly SearchValues<byte> s_quoteOrEscape = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> s_plain = SearchValues.Create(" \n\r\t,+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

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
            ReadStatus status = CopyArray(cursor.Window);
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

                second ??= new ByteWindow(source.Open(), cancellation);
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
    /// Copies up to and with the closing bracket, looking at nothing but quotes, brackets and what no array holds: the
    /// damage that ends a list ends it here as it would where tuples are decoded at once.
    /// </summary>
    private ReadStatus CopyArray(ByteWindow window)
    {
        bool inText = false;
        while (true)
        {
            int found = inText ? window.View.IndexOfAny(s_quoteOrEscape) : window.View.IndexOfAnyExcept(s_plain);
            if (found < 0)
            {
                Append(window, window.Available);
                if (!window.Fill())
                {
                    return ReadStatus.Cut;
                }

                continue;
            }

            byte at = window[window.Position + found];
            if (at == (byte)'"')
            {
                if (!inText)
                {
                    window.Mark = window.Position + found;
                }

                inText = !inText;
                Append(window, found + 1);
            }
            else if (inText)
            {
                // A backslash takes the byte behind it along.
                Append(window, found + 1);
                if (!window.Ensure(1))
                {
                    return ReadStatus.Cut;
                }

                Append(window, 1);
            }
            else if (at == (byte)']')
            {
                Append(window, found + 1);
                return ReadStatus.Done;
            }
            else
            {
                Append(window, found);
                return ReadStatus.Damaged;
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
