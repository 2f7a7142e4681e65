using NsgFlow.Layout;

namespace NsgFlow.Analysis.Stitching;

/// <summary>
/// The time of one interface as its log tells it: never backwards, and without the hours of which there is no log, so
/// that nobody runs out of time in them.
/// </summary>
internal sealed class InterfaceClock
{
    private const long Hour = 3_600_000;

    /// <summary>A tuple that claims to be newer than its record by more than this is damaged; it sets no clock.</summary>
    private const long MostAhead = 24 * Hour;

    private readonly List<(long Missing, long Start)> _gaps = [];
    private string? _source;
    private long? _sourceHour;
    private long _hour = long.MinValue;
    private long _limit = long.MaxValue;
    private long _newest;

    /// <summary>The newest time so far less the missing hours, in milliseconds.</summary>
    public long Now { get; private set; }

    /// <summary>Milliseconds of missing hours so far.</summary>
    public long Missing { get; private set; }

    /// <summary>Prepares for the rows of a group.</summary>
    /// <param name="group">What they share.</param>
    /// <param name="firstTime">The time of the first of them.</param>
    /// <param name="beforeGap">Called before missing hours are taken out, with the clock at their beginning.</param>
    public void Enter(FlowGroup group, long firstTime, Action beforeGap)
    {
        long? written = group.RecordTime?.ToUnixTimeMilliseconds();
        _limit = written + MostAhead ?? long.MaxValue;
        long hour = HourOfSource(group.Source) ?? Math.DivRem(written ?? firstTime, Hour).Quotient;
        if (_hour != long.MinValue && hour > _hour + 1)
        {
            long gapStart = (_hour + 1) * Hour;
            // Where the times of tuples have nothing to do with the hour of their log, the clock is theirs.
            if (gapStart > _newest && gapStart - _newest <= Hour)
            {
                Set(gapStart);
                beforeGap();
            }

            _gaps.Add((Missing, gapStart));
            Missing += (hour - _hour - 1) * Hour;
        }

        _hour = Math.Max(_hour, hour);
    }

    /// <summary>Takes note of a tuple's time.</summary>
    public void Advance(long time)
    {
        if (time > _newest && time <= _limit)
        {
            Set(time);
        }
    }

    /// <summary>When the first missing hour began after so many milliseconds of missing hours; more have been missing since.</summary>
    public long GapAfter(long missing)
    {
        // Gaps are few, and the last of them is asked for most.
        int gap = _gaps.Count - 1;
        while (gap > 0 && _gaps[gap - 1].Missing >= missing)
        {
            gap--;
        }

        return _gaps[gap].Start;
    }

    private void Set(long time)
    {
        _newest = time;
        Now = Math.Max(Now, time - Missing);
    }

    /// <summary>The hour of the log itself, as its path has it.</summary>
    private long? HourOfSource(string? source)
    {
        if (!ReferenceEquals(source, _source))
        {
            _source = source;
            _sourceHour = source is not null && FlowLogPath.OfFile(source)?.Hour is { } hour ? hour.ToUnixTimeMilliseconds() / Hour : null;
        }

        return _sourceHour;
    }
}
