namespace NsgFlow.Decoding;

/// <summary>
/// The structural half of reading JSON: walks the keys of an object and the elements of an array. A comma too many or
/// too few is reported and passed over; what cannot be passed over ends the walk.
/// </summary>
internal sealed class JsonStructure(JsonCursor cursor, ValueSkipper skipper, Action<long> reportDamage)
{
    /// <summary>A byte that no item begins with.</summary>
    private const int Stray = 0;

    /// <summary>What the key read last lets expect of a value nobody wants.</summary>
    private Watch _watch;

    private bool _isFirstKey;

    public JsonCursor Cursor { get; } = cursor;

    /// <summary>The offset of the key read last.</summary>
    public long KeyOffset { get; private set; }

    /// <summary>Reads the object whose opening brace is next.</summary>
    /// <param name="read">Reads or skips the value of a key, told the key and the value's first byte (-1 at the end).</param>
    public ReadStatus ReadObject(Func<FlowKey, int, ReadStatus> read)
    {
        Cursor.Take();
        return ReadMembers(read, isFirst: true);
    }

    /// <summary>Reads on in an object whose beginning was lost, at one of its keys.</summary>
    public ReadStatus ReadRest(Func<FlowKey, int, ReadStatus> read) => ReadMembers(read, isFirst: false);

    /// <summary>Skips the value of the key read last.</summary>
    public ReadStatus SkipValue(int first) => skipper.Skip(first, _watch);

    /// <summary>Skips an element of a list in which the reader knows what may stand.</summary>
    public ReadStatus SkipElement(int first) => skipper.Skip(first, Watch.Tuples);

    /// <summary>Refuses what is next: damage is here, not at the text before.</summary>
    public ReadStatus Refuse()
    {
        Cursor.Window.Mark = -1;
        return ReadStatus.Damaged;
    }

    /// <summary>Refuses the key read last: damage is there, or, if it is the object's first, where the object begins.</summary>
    public ReadStatus RefuseKey()
    {
        ByteWindow window = Cursor.Window;
        if (_isFirstKey && window.Mark >= 0)
        {
            int brace = window.Mark - 1;
            while (brace >= 0 && window[brace] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            {
                brace--;
            }

            window.Mark = brace >= 0 && window[brace] == (byte)'{' ? brace : window.Mark;
        }

        return ReadStatus.Damaged;
    }

    private ReadStatus ReadMembers(Func<FlowKey, int, ReadStatus> read, bool isFirst)
    {
        bool separated = true;
        while (true)
        {
            switch (NextItem('}', ref separated))
            {
                case -1:
                    return ReadStatus.Cut;
                case '}':
                    Cursor.Take();
                    return ReadStatus.Done;
                case '"':
                    ReadStatus status = ReadKey(out FlowKey key);
                    if (status == ReadStatus.Done)
                    {
                        _isFirstKey = isFirst;
                        isFirst = false;
                        status = read(key, Cursor.Peek());
                    }

                    if (status != ReadStatus.Done)
                    {
                        return status;
                    }

                    break;
                default:
                    return ReadStatus.Damaged;
            }
        }
    }

    /// <summary>Reads the array whose opening bracket is next.</summary>
    /// <param name="read">Reads or skips an element, told its first byte.</param>
    public ReadStatus ReadArray(Func<int, ReadStatus> read)
    {
        Cursor.Take();
        bool separated = true;
        while (true)
        {
            int first = NextItem(']', ref separated);
            switch (first)
            {
                case -1:
                    return ReadStatus.Cut;
                case ']':
                    Cursor.Take();
                    return ReadStatus.Done;
                default:
                    ReadStatus status = read(first);
                    if (status != ReadStatus.Done)
                    {
                        return status;
                    }

                    break;
            }
        }
    }

    /// <summary>Reads a key and takes its colon. A key too long to be known is an unknown one.</summary>
    private ReadStatus ReadKey(out FlowKey key)
    {
        key = FlowKey.Unknown;
        _watch = Watch.Records;
        KeyOffset = Cursor.Window.Offset;
        TextStatus text = Cursor.ReadText(out ReadOnlySpan<byte> raw, out bool escaped);
        if (text == TextStatus.Cut)
        {
            return ReadStatus.Cut;
        }

        if (text == TextStatus.Whole)
        {
            key = escaped
                ? FlowKeys.Find(System.Text.Encoding.UTF8.GetBytes(TextTable.Decode(raw, escaped)))
                : FlowKeys.Find(raw);
            if (key != FlowKey.Unknown || FlowKeys.IsBroken(raw))
            {
                _watch = Watch.Tuples;
            }
        }

        int next = Cursor.Peek();
        if (next != ':')
        {
            return next < 0 ? ReadStatus.Cut : ReadStatus.Damaged;
        }

        Cursor.Take();
        return ReadStatus.Done;
    }

    /// <summary>Moves to the next key, element or closing bracket, over the comma before it.</summary>
    private int NextItem(int closing, ref bool separated)
    {
        bool isFirst = separated;
        bool isReported = false;
        while (true)
        {
            int next = Cursor.Peek();
            if (next == ',')
            {
                if (separated && !isReported)
                {
                    isReported = true;
                    reportDamage(Cursor.Window.Offset);
                }

                Cursor.Take();
                separated = true;
                isFirst = false;
                continue;
            }

            bool isClosing = next == closing;
            if (next >= 0 && !isReported && (isClosing ? separated && !isFirst : !separated))
            {
                // A text where a comma should be is a key whose comma was lost, or a quote that closes what was lost.
                if (next == '"' && closing == '}' && !Anchors.IsKeyNext(Cursor.Window))
                {
                    return Stray;
                }

                if (isClosing || next is '"' or '{' or '[')
                {
                    reportDamage(Cursor.Window.Offset);
                }
            }

            separated = false;
            return next;
        }
    }
}
