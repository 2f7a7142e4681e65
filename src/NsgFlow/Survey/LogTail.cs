using NsgFlow.Decoding;

namespace NsgFlow.Survey;

/// <summary>
/// Tells by the last bytes of a log whether its brackets were closed. Behind a tuple stand, in both formats, the same
/// brackets up to the end of the record; in front of other ends a key of the record is looked for, and the brackets
/// behind it are counted.
/// </summary>
internal static class LogTail
{
    /// <summary>Enough for a log as Azure writes it: the last tuple and what closes it.</summary>
    public const int Short = 1024;

    /// <summary>Enough for a record that ends otherwise, unless it is long.</summary>
    public const int Long = 64 * 1024;

    private const int FewestTimeDigits = 9;

    /// <summary>Tuples, group, groups, flow, flows, their object, record.</summary>
    private const string RecordClosers = "]}]}]}}";

    /// <param name="tail">The last bytes.</param>
    /// <param name="envelope">Gives what <see cref="EnvelopeClosers"/> tells of the file's beginning; asked where that decides.</param>
    /// <returns>Null where these bytes do not tell.</returns>
    public static bool? IsClosed(ReadOnlySpan<byte> tail, Func<string?> envelope)
    {
        int end = tail.Length;
        var run = new Stack<char>();
        while (end > 0 && (IsWhiteSpace(tail[end - 1]) || tail[end - 1] is (byte)']' or (byte)'}'))
        {
            end--;
            if (!IsWhiteSpace(tail[end]))
            {
                run.Push((char)tail[end]);
            }
        }

        if (run.Count == 0)
        {
            return end == 0 && tail.Length > 0 ? null : false;
        }

        string closers = string.Concat(run);
        if (EndsWithTuple(tail[..end]))
        {
            if (RecordClosers.StartsWith(closers, StringComparison.Ordinal) && closers.Length < RecordClosers.Length)
            {
                return false;
            }

            if (closers.StartsWith(RecordClosers, StringComparison.Ordinal))
            {
                return IsEnd(closers[RecordClosers.Length..], envelope);
            }
        }

        return BehindLastKey(tail) is { } behind
            ? behind.StartsWith('}') && IsEnd(behind[1..], envelope)
            : null;
    }

    /// <summary>
    /// The brackets that close what a file that begins with these bytes has its records in: none where they stand one a
    /// line; null where that cannot be told.
    /// </summary>
    public static string? EnvelopeClosers(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        string closers = string.Empty;
        while (true)
        {
            text = text.TrimStart(" \r\n\t"u8);
            if (text.StartsWith("["u8))
            {
                closers = "]" + closers;
                text = text[1..];
                continue;
            }

            text = text.StartsWith("{"u8) ? text[1..].TrimStart(" \r\n\t"u8) : [];
            int close = text.StartsWith("\""u8) ? text[1..].IndexOf((byte)'"') : -1;
            if (close <= 0)
            {
                return null;
            }

            if (FlowKeys.Find(text.Slice(1, close)) != FlowKey.Records)
            {
                // The first record.
                return closers;
            }

            closers = "}" + closers;
            text = text[(close + 2)..].TrimStart(" \r\n\t:"u8);
        }
    }

    /// <summary>Whether these close all that is open behind a record.</summary>
    private static bool IsEnd(string closers, Func<string?> envelope) =>
        envelope() is { } needed ? closers == needed : closers.Length > 0;

    private static bool EndsWithTuple(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[^1] != (byte)'"')
        {
            return false;
        }

        int open = text[..^1].LastIndexOf((byte)'"');
        ReadOnlySpan<byte> tuple = text[(open + 1)..^1];
        int digits = tuple.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return open >= 0 && digits >= FewestTimeDigits && tuple[digits] == (byte)',';
    }

    /// <summary>
    /// The brackets behind the last key of a record that close more than was opened behind it; null where none is in sight.
    /// Empty where something is still open.
    /// </summary>
    private static string? BehindLastKey(ReadOnlySpan<byte> tail)
    {
        var open = new Stack<char>();
        int at = tail.Length;
        while (at > 0)
        {
            byte b = tail[--at];
            switch (b)
            {
                case (byte)']' or (byte)'}':
                    open.Push((char)b);
                    break;
                case (byte)'[' or (byte)'{':
                    if (!open.TryPop(out char closer))
                    {
                        return string.Empty;
                    }

                    if (closer != (b == (byte)'[' ? ']' : '}'))
                    {
                        return null;
                    }

                    break;
                case (byte)'"':
                    int begin = OpeningQuote(tail[..at]);
                    if (begin < 0)
                    {
                        return null;
                    }

                    if (IsRecordKey(tail[(begin + 1)..at], tail[(at + 1)..]))
                    {
                        return string.Concat(open);
                    }

                    at = begin;
                    break;
            }
        }

        return null;
    }

    /// <summary>The quote that opens a text whose closing quote stands just behind these bytes.</summary>
    private static int OpeningQuote(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            int quote = bytes.LastIndexOf((byte)'"');
            int escapes = 0;
            while (quote - escapes > 0 && bytes[quote - escapes - 1] == (byte)'\\')
            {
                escapes++;
            }

            if (quote < 0 || escapes % 2 == 0)
            {
                return quote;
            }

            bytes = bytes[..quote];
        }
    }

    /// <summary>Whether this is a key that stands in a record itself, and in nothing within it.</summary>
    private static bool IsRecordKey(ReadOnlySpan<byte> text, ReadOnlySpan<byte> behind)
    {
        behind = behind.TrimStart(" \r\n\t"u8);
        return !behind.IsEmpty && behind[0] == (byte)':' && FlowKeys.Find(text) is FlowKey.Time or FlowKey.SystemId
            or FlowKey.Category or FlowKey.OperationName or FlowKey.ResourceId or FlowKey.FlowLogResourceId
            or FlowKey.TargetResourceId or FlowKey.FlowLogGuid or FlowKey.FlowLogVersion or FlowKey.Properties
            or FlowKey.FlowRecords;
    }

    private static bool IsWhiteSpace(byte b) => b is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t';
}
