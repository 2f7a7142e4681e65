namespace NsgFlow.Decoding;

/// <summary>
/// The structural half of reading JSON: walks the keys of an object and the elements of an array. A comma too many or
/// too few is reported and passed over; what cannot be passed over ends the walk.
/// </summary>
internal sealed class JsonStructure(JsonCursor cursor, Action<long> reportDamage)
{
    public JsonCursor Cursor { get; } = cursor;

    /// <summary>Reads the object whose opening brace is next.</summary>
    /// <param name="read">Reads or skips the value of a key, told the key and the value's first byte (-1 at the end).</param>
    public ReadStatus ReadObject(Func<FlowKey, int, ReadStatus> read)
    {
        Cursor.Take();
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
        while (true)
        {
            int next = Cursor.Peek();
            if (next == ',')
            {
                if (separated)
                {
                    reportDamage(Cursor.Window.Offset);
                }

                Cursor.Take();
                separated = true;
                isFirst = false;
                continue;
            }

            bool isClosing = next == closing;
            if (next >= 0 && (isClosing ? separated && !isFirst : !separated))
            {
                reportDamage(Cursor.Window.Offset);
            }

            separated = false;
            return next;
        }
    }
}
