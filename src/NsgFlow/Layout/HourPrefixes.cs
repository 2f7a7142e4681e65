using System.Globalization;

namespace NsgFlow.Layout;

/// <summary>
/// The beginnings of paths, beneath the folder of a resource, under which all hours of a window lie. Listing costs one
/// request for each beginning and one for each page of what it leads to, asked for or not: the cheapest set is chosen.
/// </summary>
internal static class HourPrefixes
{
    /// <summary>Where everything of a resource lies.</summary>
    public const string All = "y=";

    /// <summary>Flow logs are younger: whoever asks for more asks for all.</summary>
    private const int FirstYear = 2015;

    /// <summary>
    /// What listing an hour costs beside what is asked for, in requests: a page holds 5,000 names, and a resource may
    /// have a hundred network interfaces.
    /// </summary>
    private const double CostOfHour = 0.02;

    private enum Level
    {
        Root,
        Year,
        Month,
        DayTens,
        Day,
        HourTens,
        Hour,
    }

    /// <param name="window">The tuple times wanted.</param>
    /// <param name="now">No log is of an hour far behind this.</param>
    /// <param name="foldersOnly">Whether each beginning must end with a whole folder.</param>
    public static IReadOnlyList<string> Cover(HourWindow window, DateTimeOffset now, bool foldersOnly = false)
    {
        if (window.IsEmpty)
        {
            return [];
        }

        if (window.Start is not { } start || start.UtcDateTime.Year < FirstYear)
        {
            return [All];
        }

        // A clock that is a day behind does no harm.
        DateTimeOffset end = window.End ?? Later(start, now).AddDays(1);
        long last = end.UtcDateTime.Year < 9999 ? end.UtcTicks + HourWindow.WriteDelay.Ticks : end.UtcTicks;
        var wanted = new Span(FlowLogPeriod.HourOf(start).UtcTicks, last);
        var prefixes = new List<string>();
        Choose(new Node(Level.Root, All, 0, DateTime.MaxValue.Ticks), wanted, foldersOnly, prefixes);
        return prefixes;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    /// <summary>Adds the cheaper of a node as a whole and what its parts take.</summary>
    private static double Choose(Node node, Span wanted, bool foldersOnly, List<string> prefixes)
    {
        double whole = 1 + (new TimeSpan(node.End - node.Start).TotalHours * CostOfHour);
        if (node.Level == Level.Hour || (wanted.Start <= node.Start && node.End <= wanted.End))
        {
            prefixes.Add(node.Prefix);
            return whole;
        }

        int before = prefixes.Count;
        double parts = 0;
        foreach (Node part in Parts(node, wanted, foldersOnly))
        {
            if (part.Start < wanted.End && part.End > wanted.Start)
            {
                parts += Choose(part, wanted, foldersOnly, prefixes);
            }
        }

        if (parts <= whole)
        {
            return parts;
        }

        prefixes.RemoveRange(before, prefixes.Count - before);
        prefixes.Add(node.Prefix);
        return whole;
    }

    private static IEnumerable<Node> Parts(Node node, Span wanted, bool foldersOnly)
    {
        var start = new DateTime(node.Start, DateTimeKind.Utc);
        string folder = node.Prefix[..(node.Prefix.LastIndexOf('/') + 1)];
        switch (node.Level)
        {
            case Level.Root:
                int lastYear = Math.Min(9998, new DateTime(wanted.End, DateTimeKind.Utc).Year);
                for (int year = new DateTime(wanted.Start, DateTimeKind.Utc).Year; year <= lastYear; year++)
                {
                    yield return Make(Level.Year, $"y={year:0000}/", new DateTime(year, 1, 1), new DateTime(year + 1, 1, 1));
                }

                break;
            case Level.Year:
                for (int month = 1; month <= 12; month++)
                {
                    DateTime first = new(start.Year, month, 1);
                    yield return Make(Level.Month, $"{node.Prefix}m={month:00}/", first, first.AddMonths(1));
                }

                break;
            case Level.Month when !foldersOnly:
                for (int tens = 0; tens <= 3; tens++)
                {
                    DateTime first = tens == 0 ? start : start.AddDays((tens * 10) - 1);
                    DateTime end = start.AddDays((tens * 10) + 9);
                    DateTime next = start.AddMonths(1);
                    if (first < next)
                    {
                        yield return Make(Level.DayTens, $"{node.Prefix}d={tens}", first, end < next ? end : next);
                    }
                }

                break;
            case Level.Month or Level.DayTens:
                for (DateTime day = start; day.Ticks < node.End; day = day.AddDays(1))
                {
                    yield return Make(Level.Day, $"{folder}d={day.Day:00}/", day, day.AddDays(1));
                }

                break;
            case Level.Day when !foldersOnly:
                for (int tens = 0; tens <= 2; tens++)
                {
                    yield return Make(Level.HourTens, $"{node.Prefix}h={tens}", start.AddHours(tens * 10), start.AddHours(Math.Min(24, (tens * 10) + 10)));
                }

                break;
            default:
                for (DateTime hour = start; hour.Ticks < node.End; hour = hour.AddHours(1))
                {
                    yield return Make(Level.Hour, $"{folder}h={hour.Hour:00}/", hour, hour.AddHours(1));
                }

                break;
        }
    }

    private static Node Make(Level level, FormattableString prefix, DateTime start, DateTime end) =>
        new(level, prefix.ToString(CultureInfo.InvariantCulture), start.Ticks, end.Ticks);

    /// <summary>Ticks in UTC, the end not included.</summary>
    private readonly record struct Span(long Start, long End);

    private readonly record struct Node(Level Level, string Prefix, long Start, long End);
}
