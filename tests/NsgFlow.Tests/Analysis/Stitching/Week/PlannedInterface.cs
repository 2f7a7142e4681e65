using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Analysis.Stitching.Week;

/// <summary>One logged network interface: a week of planted connections, and the hours whose logs are missing.</summary>
internal sealed class PlannedInterface
{
    public const long Hour = 3_600_000;
    private const long Minute = 60_000;
    private const long Timeout = 30 * Minute;

    private long? _newest;

    /// <summary>Monday, 2026-01-12T00:00:00Z.</summary>
    public const long WeekStart = 1_768_176_000_000;
    public const long WeekEnd = WeekStart + (7 * 24 * Hour);

    public required string Mac { get; init; }

    public required bool IsVNet { get; init; }

    /// <summary>Hours of the week of which there is no log.</summary>
    public required int[] MissingHours { get; init; }

    public List<PlannedConnection> Connections { get; } = [];

    /// <summary>When the newest tuple of the log was seen.</summary>
    public long Newest => _newest ??= Connections.SelectMany(c => c.Tuples).Where(IsLogged).Max(t => t.Time);

    /// <summary>When the record with a tuple is written: at the end of its minute and some seconds.</summary>
    public static long WrittenAt(long time) => ((time / Minute) + 1) * Minute + 5_000;

    /// <summary>The hour of the week under which a tuple is filed.</summary>
    public static int HourOf(long time) => (int)Math.DivRem(WrittenAt(time) - WeekStart, Hour).Quotient;

    public bool IsLogged(PlannedTuple tuple) =>
        tuple.Time >= WeekStart && WrittenAt(tuple.Time) < WeekEnd && !MissingHours.Contains(HourOf(tuple.Time));

    public DateTimeOffset TimeOf(PlannedTuple tuple) => DateTimeOffset.FromUnixTimeMilliseconds(IsVNet ? tuple.Time : tuple.Time / 1000 * 1000);

    /// <summary>How a connection ends of which nothing more is logged.</summary>
    public FlowConnectionEnd EndOf(long last) =>
        Newest - last - (MissingHours.Count(h => h >= HourOf(last)) * Hour) > Timeout ? FlowConnectionEnd.TimedOut : FlowConnectionEnd.StillOpen;

    public FlowConnectionNotes NotesOf(PlannedTuple first, PlannedTuple last)
    {
        FlowConnectionNotes notes = first.State == 'E' ? FlowConnectionNotes.Orphan : FlowConnectionNotes.None;
        long until = last.State is 'E' or 'D' ? last.Time : last.Time + Timeout;
        bool hasGap = MissingHours.Any(h => WeekStart + (h * Hour) >= first.Time && WeekStart + (h * Hour) <= until);
        return hasGap ? notes | FlowConnectionNotes.Gap : notes;
    }

    /// <summary>The records of the week in order, those of missing hours left out.</summary>
    public IEnumerable<(int Hour, string Text)> Records()
    {
        IEnumerable<IGrouping<long, PlannedTuple>> minutes = Connections.SelectMany(c => c.Tuples).Where(IsLogged)
            .GroupBy(t => WrittenAt(t.Time)).OrderBy(g => g.Key);
        foreach (IGrouping<long, PlannedTuple> minute in minutes)
        {
            // Lists are by rule and sorted by time each, but not among one another.
            var rules = minute.GroupBy(t => t.Connection.Rule).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (g.Key, Tuples: g.OrderBy(t => t.Time).SelectMany(t => Enumerable.Repeat($"\"{t.Connection.TextOf(t)}\"", t.Copies))));
            yield return (HourOf(minute.First().Time), Record(minute.Key, rules));
        }
    }

    public string PathOf(int hour)
    {
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(WeekStart + (hour * Hour));
        string log = IsVNet
            ? "flowLogResourceID=/11111111-2222-3333-4444-555555555555_NETWORKWATCHERRG/NETWORKWATCHER_EASTUS_FL"
            : "resourceId=" + SmallLogs.NsgId;
        return FormattableString.Invariant($"/logs/{log}/y={time:yyyy}/m={time:MM}/d={time:dd}/h={time:HH}/m=00/macAddress={Mac}/PT1H.json");
    }

    private string Record(long written, IEnumerable<(string Rule, IEnumerable<string> Tuples)> rules)
    {
        string time = DateTimeOffset.FromUnixTimeMilliseconds(written).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return IsVNet
            ? $$$"""{"time":"{{{time}}}","macAddress":"{{{Mac}}}","category":"FlowLogFlowEvent","flowLogResourceID":"{{{SmallLogs.FlowLogId}}}","targetResourceID":"{{{SmallLogs.VNetId}}}","flowLogVersion":4,"flowRecords":{"flows":[{"aclID":"{{{SmallLogs.AclId}}}","flowGroups":[{{{string.Join(',', rules.Select(r => $$"""{"rule":"{{r.Rule}}","flowTuples":[{{string.Join(',', r.Tuples)}}]}"""))}}}]}]}}"""
            : $$$"""{"time":"{{{time}}}","macAddress":"{{{Mac}}}","category":"NetworkSecurityGroupFlowEvent","resourceId":"{{{SmallLogs.NsgId}}}","properties":{"Version":2,"flows":[{{{string.Join(',', rules.Select(r => $$"""{"rule":"{{r.Rule}}","flows":[{"mac":"{{Mac}}","flowTuples":[{{string.Join(',', r.Tuples)}}]}]}"""))}}}]}}""";
    }
}
