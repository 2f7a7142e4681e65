using System.Runtime.InteropServices;
using NsgFlow.Tuples;

namespace NsgFlow.Decoding;

/// <summary>The careful way: text by text, for what has escapes, is cut by the window's end, or is damaged.</summary>
internal sealed partial class TupleScanner
{
    /// <summary>The longest tuple that can be one is about 220 bytes; unicode escapes make six bytes of one.</summary>
    private const int LongestTuple = 2048;

    // A byte that is no UTF-8 becomes a character of three.
    private readonly byte[] _unescaped = new byte[(3 * LongestTuple) + (2 * ByteWindow.Padding)];

    /// <summary>Takes one tuple whatever it looks like. A text that nothing of a list follows may be none.</summary>
    private ReadStatus ScanCarefully(JsonCursor cursor)
    {
        ByteWindow window = cursor.Window;
        long offset = window.Offset + 1;
        TextStatus status = cursor.ReadText(out ReadOnlySpan<byte> raw, out bool escaped);
        if (status == TextStatus.Cut)
        {
            return ReadStatus.Cut;
        }

        if (escaped && status == TextStatus.Whole && cursor.MoveToTupleInside(raw.Length))
        {
            return ReadStatus.Damaged;
        }

        // The text is done with, but its last quote may be the first of another. Looking on may move the bytes in view.
        window.Mark++;
        int length = raw.Length;
        string? beginning = length > LongestTuple ? TupleFaultReporter.TextOf(raw) : null;
        bool isElement = Anchors.IsEndOfElement(window);
        if (status == TextStatus.TooLong || length > LongestTuple)
        {
            if (!isElement)
            {
                return DamagedAt(cursor);
            }

            _number++;
            summary.Tuples++;
            Report(TupleFault.TooLong, offset, beginning);
            return ReadStatus.Done;
        }

        raw = window.Bytes.Slice(window.Mark, length);
        TupleText tuple = default;
        if (escaped)
        {
            int written = System.Text.Encoding.UTF8.GetBytes(TextTable.Decode(raw, escaped), _unescaped.AsSpan(ByteWindow.Padding, 3 * LongestTuple));
            tuple.Start = ref _unescaped[ByteWindow.Padding];
            tuple.Length = written;
        }
        else
        {
            tuple.Start = ref MemoryMarshal.GetReference(raw);
            tuple.Length = raw.Length;
        }

        TupleSplitter.SplitCarefully(ref tuple);
        if (!isElement && !TupleLayouts.IsFieldCount(tuple.Count))
        {
            return DamagedAt(cursor);
        }

        Take(ref tuple, offset);
        return isElement ? ReadStatus.Done : DamagedAt(cursor);
    }

    /// <summary>What stands behind the white space is the damage.</summary>
    private static ReadStatus DamagedAt(JsonCursor cursor)
    {
        cursor.Peek();
        return ReadStatus.Damaged;
    }

    /// <summary>
    /// Passes over numbers and literals, which are no tuples: one fault, however many. They may be what is left of a
    /// tuple that lost its beginning; then a quote follows that opens none.
    /// </summary>
    private ReadStatus ScanScalars(JsonCursor cursor, int first, out bool separated)
    {
        long offset = cursor.Window.Offset;
        separated = false;
        int next = first;
        while (JsonCursor.IsScalar(next))
        {
            ReadStatus status = cursor.SkipScalar(next);
            if (status != ReadStatus.Done)
            {
                return status;
            }

            next = cursor.Peek();
            separated = next == ',';
            if (separated)
            {
                cursor.Take();
                next = cursor.Peek();
            }
        }

        if (next is not (']' or -1) && !(separated && next == '"' && Anchors.IsTupleNext(cursor.Window)))
        {
            return ReadStatus.Damaged;
        }

        _number++;
        summary.Tuples++;
        Report(TupleFault.NotText, offset, text: null);
        return ReadStatus.Done;
    }
}
