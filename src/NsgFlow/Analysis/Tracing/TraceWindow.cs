namespace NsgFlow.Analysis.Tracing;

/// <summary>The time that is asked about, and how much of it logs cover.</summary>
internal sealed class TraceWindow
{
    private readonly Interfaces _interfaces;
    private readonly long _newestMinute;
    private readonly long _firstHour;
    private readonly long _lastHour;

    public TraceWindow(TraceQuestion question, Findings findings)
    {
        _interfaces = findings.Interfaces;
        _newestMinute = MinuteSet.MinuteOf(findings.Newest);
        (long First, long Last)? span = _interfaces.Span;
        Start = question.Options.StartTime ?? OfHour(span?.First);
        End = question.Options.EndTime ?? OfHour(span?.Last + 1);
        (_firstHour, _lastHour) = Start is { } start && End is { } end && end > start
            ? (start.ToUnixTimeSeconds() / 3600, end.AddTicks(-1).ToUnixTimeSeconds() / 3600)
            : (0, -1);
    }

    public DateTimeOffset? Start { get; }

    public DateTimeOffset? End { get; }

    /// <summary>The hours that lie in the window, be it in part.</summary>
    public long Hours => _lastHour - _firstHour + 1;

    /// <summary>The window in words.</summary>
    public string Text =>
        Start is { } start && End is { } end ? $"from {TraceText.Minute(start.ToUniversalTime())} to {TraceText.Minute(end.ToUniversalTime())}"
        : Start is { } from ? $"from {TraceText.Minute(from.ToUniversalTime())} on"
        : End is { } to ? $"until {TraceText.Minute(to.ToUniversalTime())}"
        : "in the logs read";

    /// <summary>In how many hours of the window there is a log of one of these interfaces.</summary>
    public long HoursOf(string[] macs) => _interfaces.HoursOf(macs, _firstHour, _lastHour);

    /// <summary>
    /// Whether the log of one of these interfaces must hold an attempt of a minute: there is one of the hour, and of the
    /// next where the row may have been written only then, and reading did not end before it.
    /// </summary>
    public bool MustHold(string[] macs, long minute)
    {
        const long Delay = 5;
        return minute <= _newestMinute - Delay
            && Array.Exists(macs, mac => _interfaces.Covers(mac, minute / 60) && _interfaces.Covers(mac, (minute + Delay) / 60));
    }

    private static DateTimeOffset? OfHour(long? hour) => hour is { } known
        ? DateTimeOffset.FromUnixTimeSeconds(Math.Min(known * 3600, DateTimeOffset.MaxValue.ToUnixTimeSeconds()))
        : null;
}
