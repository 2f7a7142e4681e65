using System.Buffers;

namespace NsgFlow.Decoding;

/// <summary>How a text came out.</summary>
internal enum TextStatus
{
    Whole,

    /// <summary>Longer than <see cref="ByteWindow.History"/>, however the bytes came in; skipped.</summary>
    TooLong,

    /// <summary>The source ended inside the text.</summary>
    Cut,
}

/// <summary>
/// The lexical half of reading JSON: white space, texts, and the skipping of values at any depth in constant memory.
/// It takes what is there and leaves judging the structure to its caller.
/// </summary>
internal sealed class JsonCursor(ByteWindow window)
{
    private static readonly SearchValues<byte> s_quoteOrEscape = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> s_quoteOrBracket = SearchValues.Create("\"{}[]"u8);

    public ByteWindow Window { get; } = window;

    /// <summary>Moves over white space and tells the byte that comes then, without taking it; -1 at the end.</summary>
    public int Peek()
    {
        while (true)
        {
            while (Window.Position < Window.End)
            {
                byte next = Window[Window.Position];
                if (next is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                {
                    return next;
                }

                Window.Position++;
            }

            if (!Window.Fill())
            {
                return -1;
            }
        }
    }

    /// <summary>Takes the byte that <see cref="Peek"/> told.</summary>
    public void Take() => Window.Position++;

    /// <summary>Reads the text whose opening quote is next, and marks where it began.</summary>
    /// <param name="raw">The bytes between the quotes; valid until the window is filled again.</param>
    /// <param name="escaped">Whether they hold a backslash.</param>
    public TextStatus ReadText(out ReadOnlySpan<byte> raw, out bool escaped)
    {
        raw = default;
        escaped = false;
        Window.Mark = Window.Position;
        int scanned = 1;
        while (true)
        {
            int found = scanned < Window.Available ? Window.View[scanned..].IndexOfAny(s_quoteOrEscape) : -1;
            if (found < 0)
            {
                scanned = Math.Max(scanned, Window.Available);
                if (scanned > ByteWindow.History + 1)
                {
                    return SkipText() == ReadStatus.Cut ? TextStatus.Cut : TextStatus.TooLong;
                }

                if (!Window.Fill())
                {
                    Window.Position = Window.End;
                    return TextStatus.Cut;
                }
            }
            else if (Window[Window.Position + scanned + found] == (byte)'"')
            {
                int length = scanned + found - 1;
                bool isWhole = length <= ByteWindow.History;
                raw = isWhole ? Window.View.Slice(1, length) : default;
                Window.Position += length + 2;
                return isWhole ? TextStatus.Whole : TextStatus.TooLong;
            }
            else
            {
                // The byte behind a backslash never closes the text.
                escaped = true;
                scanned += found + 2;
            }
        }
    }

    /// <summary>Skips the text whose opening quote is next, however long.</summary>
    public ReadStatus SkipText()
    {
        Take();
        while (true)
        {
            int found = Window.View.IndexOfAny(s_quoteOrEscape);
            if (found < 0)
            {
                Window.Position = Window.End;
            }
            else
            {
                bool closing = Window[Window.Position + found] == (byte)'"';
                Window.Position += found + 1;
                if (closing)
                {
                    return ReadStatus.Done;
                }

                if (Window.Ensure(1))
                {
                    Window.Position++;
                    continue;
                }
            }

            if (!Window.Fill())
            {
                return ReadStatus.Cut;
            }
        }
    }

    /// <summary>Skips the value that begins with the byte <see cref="Peek"/> told.</summary>
    public ReadStatus SkipValue(int first) => first switch
    {
        '"' => SkipText(),
        '{' or '[' => SkipNested(),
        _ => SkipScalar(first),
    };

    private ReadStatus SkipNested()
    {
        // A count of open brackets is all the memory that nesting of any depth takes.
        long depth = 0;
        do
        {
            int found = Window.View.IndexOfAny(s_quoteOrBracket);
            if (found < 0)
            {
                Window.Position = Window.End;
                if (!Window.Fill())
                {
                    return ReadStatus.Cut;
                }

                continue;
            }

            Window.Position += found;
            switch (Window[Window.Position])
            {
                case (byte)'"':
                    if (SkipText() == ReadStatus.Cut)
                    {
                        return ReadStatus.Cut;
                    }

                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    Take();
                    break;
                default:
                    depth--;
                    Take();
                    break;
            }
        }
        while (depth > 0);

        return ReadStatus.Done;
    }

    /// <summary>Skips a number or a literal; whether it is a valid one matters to nobody.</summary>
    private ReadStatus SkipScalar(int first)
    {
        if (!IsScalar(first))
        {
            return first < 0 ? ReadStatus.Cut : ReadStatus.Damaged;
        }

        while (true)
        {
            while (Window.Position < Window.End)
            {
                if (!IsScalar(Window[Window.Position]))
                {
                    return ReadStatus.Done;
                }

                Take();
            }

            if (!Window.Fill())
            {
                return ReadStatus.Cut;
            }
        }
    }

    private static bool IsScalar(int value) =>
        value is (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '-' or '+' or '.';
}
