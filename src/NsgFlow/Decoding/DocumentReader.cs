using System.Buffers;

namespace NsgFlow.Decoding;

/// <summary>
/// The outermost level of a source: one document, several, one record a line, or what damage has left. Behind damage
/// it looks for the next thing it can recognise: a record, a flow, a group or a tuple.
/// </summary>
internal sealed class DocumentReader(JsonCursor cursor, RecordReader records, FlowTreeReader flows, StructureFaults faults, FlowReadSummary summary)
{
    /// <summary>How far behind an opening brace its first key may end.</summary>
    private const int LongestOpening = 128;

    /// <summary>The fewest digits a tuple's time has, and the comma behind it tell a tuple from other text.</summary>
    private const int FewestTimeDigits = 9;

    private const int RecordSeparator = 0x1E;

    /// <summary>The first of the three bytes with which UTF-8 files of Windows begin, also behind others they were joined to.</summary>
    private const int ByteOrderMark = 0xEF;

    private static readonly SearchValues<byte> s_openings = SearchValues.Create("{\""u8);

    private readonly ByteWindow _window = cursor.Window;

    /// <summary>Whether damage was met, so that brackets may close what was never seen to open.</summary>
    private bool _wasDamaged;

    /// <summary>Whether nothing was recognised since the damage reported last: what follows belongs to it.</summary>
    private bool _isLost;

    /// <summary>Damage met before anything was recognised: perhaps the source is no flow log at all.</summary>
    private long? _unreported;

    private long _furthest = -1;

    public void Read()
    {
        while (true)
        {
            int next = cursor.Peek();
            ReadStatus status = ReadStatus.Done;
            switch (next)
            {
                case -1:
                    return;
                case '{':
                    status = ReadObject();
                    break;
                case '[':
                    Recognise();
                    status = records.ReadArray(depth: 0);
                    break;
                case ',' or RecordSeparator:
                    cursor.Take();
                    break;
                case ByteOrderMark when SkipByteOrderMark():
                    break;
                case ']' or '}' when _wasDamaged:
                    cursor.Take();
                    break;
                default:
                    _window.Mark = -1;
                    status = ReadStatus.Damaged;
                    break;
            }

            if (status == ReadStatus.Cut)
            {
                EndInside();
                return;
            }

            if (status == ReadStatus.Damaged && !Recover())
            {
                summary.IsUnrecognised = !summary.HasContent;
                return;
            }
        }
    }

    private bool SkipByteOrderMark()
    {
        if (!_window.Ensure(3) || !_window.View.StartsWith("\uFEFF"u8))
        {
            return false;
        }

        _window.Position += 3;
        return true;
    }

    private ReadStatus ReadObject()
    {
        Recognise();
        if (_wasDamaged)
        {
            switch (PeekFirstKey())
            {
                case FlowKey.Rule or FlowKey.AclId or FlowKey.Mac or FlowKey.FlowTuples or FlowKey.FlowGroups or FlowKey.Flows:
                    _isLost = false;
                    return flows.ReadLostFlow();
            }
        }

        _isLost = false;
        return records.ReadRecord(depth: 0);
    }

    /// <summary>Something is there to read: then what came before it was damage.</summary>
    private void Recognise()
    {
        if (_unreported is { } damage)
        {
            faults.ReportDamage(damage);
            _unreported = null;
        }

        summary.HasContent = true;
    }

    /// <summary>Records and arrays of them tell themselves how they ended; flows and tuples that lost theirs cannot.</summary>
    private void EndInside()
    {
        if (summary.End == SourceEnd.Complete)
        {
            summary.End = SourceEnd.Cut;
        }
    }

    /// <summary>Reports the damage and moves to the next thing that can be recognised; false where there is none.</summary>
    private bool Recover()
    {
        long damage = _window.Offset;
        if (!summary.HasContent)
        {
            _unreported ??= damage;
        }
        else if (!_isLost)
        {
            faults.ReportDamage(damage);
        }

        _wasDamaged = true;
        _isLost = true;

        // The last text may have begun with the quote that closes another: look from just behind its beginning,
        // but never again where an earlier search has been.
        bool hasMark = _window.Mark >= 0 && _window.Position - _window.Mark <= ByteWindow.History;
        int restart = hasMark ? _window.Mark + 1 : _window.Position;
        if (_window.OffsetOf(restart) <= _furthest)
        {
            restart = _window.Position + (_window.Offset <= _furthest ? 1 : 0);
        }

        _window.Position = Math.Min(restart, _window.End);
        _window.Mark = -1;
        _furthest = _window.Offset;
        return FindOpening();
    }

    private bool FindOpening()
    {
        while (true)
        {
            int found = _window.View.IndexOfAny(s_openings);
            if (found < 0)
            {
                _window.Position = _window.End;
                if (!_window.Fill())
                {
                    return false;
                }

                continue;
            }

            _window.Position += found;
            _furthest = Math.Max(_furthest, _window.Offset);
            if (_window[_window.Position] == (byte)'{')
            {
                if (PeekFirstKey() != FlowKey.Unknown)
                {
                    return true;
                }
            }
            else if (IsTupleNext())
            {
                Recognise();
                _isLost = false;
                ReadStatus status = flows.ReadLostTuples();
                if (status == ReadStatus.Cut)
                {
                    EndInside();
                    return false;
                }

                if (status == ReadStatus.Done)
                {
                    return true;
                }

                _window.Mark = -1;
                continue;
            }

            cursor.Take();
        }
    }

    /// <summary>The first key behind the brace that is next, without moving.</summary>
    private FlowKey PeekFirstKey()
    {
        _window.Ensure(LongestOpening);
        ReadOnlySpan<byte> view = _window.View[1..Math.Min(_window.Available, LongestOpening)].TrimStart(" \r\n\t"u8);
        if (view.IsEmpty || view[0] != (byte)'"')
        {
            return FlowKey.Unknown;
        }

        int close = view[1..].IndexOf((byte)'"');
        return close < 0 ? FlowKey.Unknown : FlowKeys.Find(view.Slice(1, close));
    }

    private bool IsTupleNext()
    {
        _window.Ensure(LongestOpening);
        ReadOnlySpan<byte> text = _window.View[1..];
        int digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits is >= FewestTimeDigits and <= 13 && text[digits] == (byte)',';
    }
}
