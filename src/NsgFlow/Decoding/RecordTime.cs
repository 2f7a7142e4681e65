using System.Buffers;
using System.Globalization;

namespace NsgFlow.Decoding;

/// <summary>Reads the time of a record: ISO 8601, a date and a time of day; UTC where no offset is given.</summary>
internal static class RecordTime
{
    private const int DateLength = 10;

    private static readonly SearchValues<char> s_timeOfDay = SearchValues.Create("0123456789:.+-Zz");

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        return HasIsoShape(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    /// <summary>The framework's parser takes much more: 10:30 is today for it, and 5.5 a day in May of this year.</summary>
    private static bool HasIsoShape(ReadOnlySpan<char> text)
    {
        if (text.Length <= DateLength + 1
            || text[DateLength] is not ('T' or 't' or ' ')
            || text[(DateLength + 1)..].ContainsAnyExcept(s_timeOfDay))
        {
            return false;
        }

        for (int i = 0; i < DateLength; i++)
        {
            if (i is 4 or 7 ? text[i] != '-' : !char.IsAsciiDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
