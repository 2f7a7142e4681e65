using System.Text;
using NsgFlow.Decoding;

namespace NsgFlow.Survey;

/// <summary>
/// Finds the times of records in bytes of a log without reading its structure: a key <c>time</c> with a time behind it.
/// Neither tuples nor names can look so.
/// </summary>
internal static class RecordTimes
{
    /// <summary>Bytes that two looks have in common, so that no time is cut in two: key, white space and time.</summary>
    public const int Overlap = 128;

    private const int LongestTime = 40;

    /// <summary>What a key time and a key Time have in common, and no text of a flow log holds otherwise.</summary>
    private static ReadOnlySpan<byte> Ending => "ime\""u8;

    public static DateTimeOffset? First(ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; bytes[at..].IndexOf(Ending) is >= 0 and int found; at += found + Ending.Length)
        {
            if (TryRead(bytes, at + found, out DateTimeOffset time))
            {
                return time;
            }
        }

        return null;
    }

    public static DateTimeOffset? Last(ReadOnlySpan<byte> bytes)
    {
        for (int end = bytes.Length; bytes[..end].LastIndexOf(Ending) is >= 0 and int found; end = found)
        {
            if (TryRead(bytes, found, out DateTimeOffset time))
            {
                return time;
            }
        }

        return null;
    }

    /// <summary>Tells every time, in the order of the bytes.</summary>
    public static void All(ReadOnlySpan<byte> bytes, Action<DateTimeOffset> tell)
    {
        for (int at = 0; bytes[at..].IndexOf(Ending) is >= 0 and int found; at += found + Ending.Length)
        {
            if (TryRead(bytes, at + found, out DateTimeOffset time))
            {
                tell(time);
            }
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, int ending, out DateTimeOffset time)
    {
        time = default;
        if (ending < 2 || bytes[ending - 2] != (byte)'"' || (bytes[ending - 1] | 0x20) != (byte)'t')
        {
            return false;
        }

        ReadOnlySpan<byte> rest = bytes[(ending + Ending.Length)..].TrimStart(" \r\n\t"u8);
        if (rest.IsEmpty || rest[0] != (byte)':')
        {
            return false;
        }

        rest = rest[1..].TrimStart(" \r\n\t"u8);
        if (rest.IsEmpty || rest[0] != (byte)'"')
        {
            return false;
        }

        int length = rest[1..Math.Min(rest.Length, LongestTime + 2)].IndexOf((byte)'"');
        return length > 0 && RecordTime.TryParse(Encoding.UTF8.GetString(rest.Slice(1, length)), out time);
    }
}
