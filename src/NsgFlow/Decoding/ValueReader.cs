using System.Globalization;

namespace NsgFlow.Decoding;

/// <summary>Reads the simple values of a record: texts as one string each, versions as numbers.</summary>
internal sealed class ValueReader(JsonCursor cursor, ValueSkipper skipper, TextTable texts)
{
    /// <summary>Reads the text whose opening quote is next; null where it is too long to be an id. A tuple is none.</summary>
    public ReadStatus ReadText(out string? text)
    {
        TextStatus status = cursor.ReadText(out ReadOnlySpan<byte> raw, out bool escaped);
        if (status == TextStatus.Whole && Anchors.IsTuple(raw))
        {
            text = null;
            cursor.Window.Position = cursor.Window.Mark;
            return ReadStatus.Damaged;
        }

        text = status == TextStatus.Whole ? texts.Get(raw, escaped) : null;
        return status == TextStatus.Cut ? ReadStatus.Cut : ReadStatus.Done;
    }

    /// <summary>Reads a whole number, be it written as text; null for anything else, which is skipped.</summary>
    public ReadStatus ReadNumber(int first, out int? number, out bool isText)
    {
        number = null;
        isText = first == '"';
        if (isText)
        {
            ReadStatus status = ReadText(out string? text);
            number = Parse(text);
            return status;
        }

        if (first is not (>= '0' and <= '9'))
        {
            return skipper.Skip(first, Watch.Tuples);
        }

        // Sixteen bytes hold every number that is a version, with the byte behind it.
        cursor.Window.Ensure(16);
        ReadOnlySpan<byte> view = cursor.Window.View;
        int length = view.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (length is > 0 and < 10 && view[length] is not ((byte)'.' or (byte)'e' or (byte)'E'))
        {
            number = int.Parse(view[..length], CultureInfo.InvariantCulture);
        }

        return skipper.Skip(first, Watch.Tuples);
    }

    private static int? Parse(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
