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
/// The lexical half of reading JSON: white space, texts, numbers and literals.
/// It takes what is there and leaves judging the structure to its caller.
/// </summary>
internal sealed class JsonCursor(ByteWindow window)
{
    private static readonly SearchValues<byte> s_quoteOrEscape = SearchValues.Create("\"\\"u8);

    /// <summary>How much of a long text's end is looked at again; fewer than the bytes that always stay readable.</summary>
    private const int TextEnd = 64;

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
                if (isWhole)
                {
                    raw = Window.View.Slice(1, length);
                    Window.Position += length + 2;
                    return TextStatus.Whole;
                }

                long opening = Window.Offset;
                Window.Position += length + 2;
                MarkText(opening);
                return TextStatus.TooLong;
            }
            else
            {
                // The byte behind a backslash never closes the text.
                escaped = true;
                scanned += found + 2;
            }
        }
    }

    /// <summary>Skips the text whose opening quote is next, however long, and marks where it began.</summary>
    public ReadStatus SkipText()
    {
        long opening = Window.Offset;
        Window.Mark = Window.Position;
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
                    MarkText(opening);
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

    /// <summary>
    /// Marks where reading begins anew if the text just passed proves to be damage: where it began, or, where that is
    /// too far back, shortly before its end, for its last quote may have been meant to open another.
    /// </summary>
    /// <param name="opening">The offset of its opening quote.</param>
    public void MarkText(long opening)
    {
        long length = Window.Offset - opening;
        Window.Mark = Window.Position - (length <= ByteWindow.History ? (int)length : TextEnd);
    }

    /// <summary>Skips a number or a literal.</summary>
    public ReadStatus SkipScalar(int first)
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

    /// <summary>Whether numbers and literals are made of such bytes; whether one is valid matters to nobody.</summary>
    public static bool IsScalar(int value) =>
        value is (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '-' or '+' or '.';
}
