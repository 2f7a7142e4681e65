namespace NsgFlow.Sampling;

/// <summary>Spreads one interface's bytes over its minutes: more by day than by night, no two minutes alike.</summary>
internal sealed class SampleBudget
{
    /// <summary>Weights of the hours 0 to 23, UTC.</summary>
    private static readonly byte[] s_day =
    [
        60, 56, 54, 54, 56, 62, 74, 90, 108, 122, 130, 132, 126, 130, 132, 128, 122, 114, 106, 98, 90, 82, 74, 66,
    ];

    private readonly long _bytes;
    private readonly long _startMinute;
    private readonly ulong _salt;
    private readonly long _total;
    private long _sum;

    public SampleBudget(long bytes, long startMinute, int minutes, ulong salt)
    {
        _bytes = bytes;
        _startMinute = startMinute;
        _salt = salt;
        for (int i = 0; i < minutes; i++)
        {
            _total += Weight(i);
        }
    }

    /// <summary>Goes on to the next minute and returns how many bytes shall be written by its end.</summary>
    public long Advance(int minute)
    {
        _sum += Weight(minute);
        return (long)((Int128)_bytes * _sum / _total);
    }

    private long Weight(int minute)
    {
        ulong noise = SampleRandom.Mix(_salt + (ulong)(_startMinute + minute));
        return s_day[(_startMinute + minute) / 60 % 24] * (75 + (long)(noise % 50));
    }
}
