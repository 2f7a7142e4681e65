namespace NsgFlow.Layout;

/// <summary>
/// A half-open span of tuple times, either end of which may be missing, and the blobs whose hour lets them hold such
/// tuples. The default value is all of time.
/// </summary>
internal readonly record struct HourWindow(DateTimeOffset? Start, DateTimeOffset? End)
{
    /// <summary>
    /// How long before its hour a blob's tuples may begin. A blob is filed under the hour in which its records were
    /// written, and a record is written after the flows it tells of: 1.7 to 64 seconds after, in the logs measured. So
    /// the last tuples of an hour stand at the head of the next hour's blob. Five minutes leave room for slow writing,
    /// and cost one hour more only where the window ends in the last five minutes of an hour.
    /// </summary>
    public static readonly TimeSpan WriteDelay = TimeSpan.FromMinutes(5);

    /// <summary>No tuple time lies within.</summary>
    public bool IsEmpty => Start >= End;

    /// <summary>Whether no time is ruled out.</summary>
    public bool IsUnbounded => Start is null && End is null;

    /// <summary>Whether a blob filed under any hour of the period may hold tuples of the window.</summary>
    public bool MayHold(FlowLogPeriod period) =>
        !IsEmpty
        && (Start is not { } start || start.UtcTicks < period.EndTicks)
        && (End is not { } end || end.UtcTicks > period.StartTicks - WriteDelay.Ticks);

    public bool MayHoldYear(int year) => MayHold(FlowLogPeriod.Of(year));

    public bool MayHoldMonth(int year, int month) => MayHold(FlowLogPeriod.Of(year, month));

    public bool MayHoldDay(int year, int month, int day) => MayHold(FlowLogPeriod.Of(year, month, day));

    public bool MayHoldHour(int year, int month, int day, int hour) => MayHold(FlowLogPeriod.Of(year, month, day, hour));

    /// <summary>A date that is none says nothing of what lies under it.</summary>
    private bool MayHold(FlowLogPeriod? period) => period is not { } known || MayHold(known);
}
