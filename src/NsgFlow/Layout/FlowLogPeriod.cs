namespace NsgFlow.Layout;

/// <summary>
/// A year, month, day or hour in UTC that a path names. Kept in ticks, for the end of the year 9999 is no DateTimeOffset.
/// </summary>
internal readonly record struct FlowLogPeriod
{
    private FlowLogPeriod(long startTicks, long endTicks)
    {
        StartTicks = startTicks;
        EndTicks = endTicks;
    }

    public long StartTicks { get; }

    /// <summary>The first tick after the period.</summary>
    public long EndTicks { get; }

    public DateTimeOffset Start => new(StartTicks, TimeSpan.Zero);

    public bool IsHour => EndTicks - StartTicks == TimeSpan.TicksPerHour;

    /// <summary>The hours from one moment to another; without an end where that is not known.</summary>
    public static FlowLogPeriod Spanning(DateTimeOffset first, DateTimeOffset? last)
    {
        long start = HourOf(first).Ticks;
        return new FlowLogPeriod(start, last >= first ? HourOf(last.Value).Ticks + TimeSpan.TicksPerHour : DateTime.MaxValue.Ticks);
    }

    /// <summary>The beginning of the hour in UTC.</summary>
    public static DateTimeOffset HourOf(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    /// <summary>The period these numbers name; null where the calendar has none such.</summary>
    public static FlowLogPeriod? Of(int year, int? month = null, int? day = null, int? hour = null)
    {
        if (year is < 1 or > 9999
            || month is < 1 or > 12
            || (day is { } d && (month is not { } m || d < 1 || d > DateTime.DaysInMonth(year, m)))
            || (hour is { } h && (day is null || h is < 0 or > 23)))
        {
            return null;
        }

        long start = new DateTime(year, month ?? 1, day ?? 1, hour ?? 0, 0, 0, DateTimeKind.Utc).Ticks;
        int days = day is not null ? 1
            : month is { } named ? DateTime.DaysInMonth(year, named)
            : DateTime.IsLeapYear(year) ? 366 : 365;
        return new FlowLogPeriod(start, start + (hour is null ? days * TimeSpan.TicksPerDay : TimeSpan.TicksPerHour));
    }
}
