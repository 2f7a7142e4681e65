using System.Numerics;

namespace NsgFlow.Analysis.Tracing;

/// <summary>
/// Minutes in which something happened, counted from 1970: a word of bits for each hour. So it is known to the minute
/// when a rule began to decide otherwise, though no row is kept. Bounded: of more hours the newest are kept, whatever
/// the order in which they come.
/// </summary>
internal sealed class MinuteSet
{
    /// <summary>Six weeks.</summary>
    public const int MostHours = 1024;

    private const int MinutesPerHour = 60;

    private readonly List<(long Hour, ulong Bits)> _hours = [];
    private int _last;

    public bool IsEmpty => _hours.Count == 0;

    public long First => (_hours[0].Hour * MinutesPerHour) + BitOperations.TrailingZeroCount(_hours[0].Bits);

    public long Last => (_hours[^1].Hour * MinutesPerHour) + BitOperations.Log2(_hours[^1].Bits);

    public IEnumerable<long> Minutes =>
        from hour in _hours
        from bit in Enumerable.Range(0, MinutesPerHour)
        where (hour.Bits >> bit & 1) != 0
        select (hour.Hour * MinutesPerHour) + bit;

    public static long MinuteOf(long milliseconds) => milliseconds / 60_000;

    public void Add(long minute)
    {
        long hour = HourOf(minute);
        Or(hour, 1UL << (int)(minute - (hour * MinutesPerHour)));
    }

    public void UnionWith(MinuteSet other)
    {
        foreach ((long hour, ulong bits) in other._hours)
        {
            Or(hour, bits);
        }
    }

    public bool Contains(long minute)
    {
        long hour = HourOf(minute);
        int at = Find(hour);
        return at >= 0 && (_hours[at].Bits >> (int)(minute - (hour * MinutesPerHour)) & 1) != 0;
    }

    /// <summary>Whether a minute of a span, both its ends included, is there.</summary>
    public bool Overlaps(long first, long last)
    {
        int at = Find(HourOf(first));
        for (at = at < 0 ? ~at : at; at < _hours.Count && _hours[at].Hour * MinutesPerHour <= last; at++)
        {
            long start = _hours[at].Hour * MinutesPerHour;
            ulong bits = _hours[at].Bits;
            bits &= first > start ? ulong.MaxValue << (int)(first - start) : ulong.MaxValue;
            bits &= last - start < MinutesPerHour ? ulong.MaxValue >> (int)(63 - (last - start)) : ulong.MaxValue;
            if (bits != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static long HourOf(long minute) => minute / MinutesPerHour;

    private void Or(long hour, ulong bits)
    {
        // Rows come nearly in the order of time.
        int at = _last < _hours.Count && _hours[_last].Hour == hour ? _last : Find(hour);
        if (at >= 0)
        {
            _hours[at] = (hour, _hours[at].Bits | bits);
        }
        else if (_hours.Count < MostHours)
        {
            at = ~at;
            _hours.Insert(at, (hour, bits));
        }
        else if (~at > 0)
        {
            at = ~at - 1;
            _hours.RemoveAt(0);
            _hours.Insert(at, (hour, bits));
        }
        else
        {
            return;
        }

        _last = at;
    }

    /// <summary>The place of an hour; where it is not there, the complement of the place it would have.</summary>
    private int Find(long hour)
    {
        int low = 0;
        int high = _hours.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            long found = _hours[middle].Hour;
            if (found == hour)
            {
                return middle;
            }

            (low, high) = found < hour ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
