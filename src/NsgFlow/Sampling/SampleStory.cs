namespace NsgFlow.Sampling;

/// <summary>
/// Something for an analyst to find: a number of flows of one class, spread evenly over a stretch of time with some
/// unrest.
/// </summary>
/// <param name="trafficClass">The class of its flows.</param>
/// <param name="start">Milliseconds since 1970 of the first one.</param>
/// <param name="length">Milliseconds from the first to the last.</param>
/// <param name="count">How many.</param>
internal sealed class SampleStory(byte trafficClass, long start, long length, int count)
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    public byte Class { get; } = trafficClass;

    public long Length { get; } = length;

    /// <summary>How many flows it has made so far.</summary>
    public int Done { get; private set; }

    /// <summary>When its next flow begins; the end of time when it is over.</summary>
    public long Next { get; private set; } = count > 0 ? start : long.MaxValue;

    public void Advance()
    {
        Done++;
        long step = Length / count;
        ulong unrest = SampleRandom.Mix((ulong)start + (ulong)Done) % (ulong)(step + 1);
        Next = Done < count ? start + (Done * step) + (long)unrest : long.MaxValue;
    }

    /// <summary>The stories of one interface: attacks on the first, what an intruder might do on the last.</summary>
    public static SampleStory[] Of(FlowLogKind kind, SampleNic nic, int nicCount, long bytes, long start, int minutes)
    {
        long span = minutes * Minute;
        long At(int percent) => start + (span * percent / 100);
        long Part(int percent, long most) => Math.Min(span * percent / 100, most);
        // A tuple is about 70 bytes: these take an eighth of a small sample and are lost in a large one.
        int Flows(int most) => (int)Math.Clamp(bytes / 16 / 70, 20, most);
        var stories = new List<SampleStory>();
        if (nic.Index == 0)
        {
            stories.Add(new(TrafficClasses.Scan, At(22), Part(5, 10 * Minute), Flows(4000)));
            stories.Add(new(TrafficClasses.PasswordGuessing, At(40), Part(12, 90 * Minute), Flows(2000)));
        }

        if (nic.Index == nicCount - 1)
        {
            stories.Add(new(TrafficClasses.Transfer, At(30), Part(45, 180 * Minute), 1));
        }

        if (kind == FlowLogKind.VNetV4)
        {
            stories.Add(new(TrafficClasses.Dropped, At(23), Part(3, 2 * Minute), 3));
        }

        return [.. stories];
    }
}
