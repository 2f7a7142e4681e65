namespace NsgFlow.Survey;

/// <summary>What a file has of an hour.</summary>
/// <param name="Hour">The hour, in UTC.</param>
/// <param name="First">When the first record was written.</param>
/// <param name="Last">When the last record was written.</param>
/// <param name="IsOpen">Whether the file ends in this hour and is not closed.</param>
/// <param name="Path">The file.</param>
internal readonly record struct HourCoverage(DateTimeOffset Hour, DateTimeOffset? First, DateTimeOffset? Last, bool IsOpen, string Path)
{
    /// <summary>Two files of the same hour: together they reach further, and a whole one counts before an open one.</summary>
    public static HourCoverage Merge(HourCoverage one, HourCoverage other) =>
        (one.IsOpen && !other.IsOpen ? other : one) with { First = Earlier(one.First, other.First), Last = Later(one.Last, other.Last) };

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;
}
