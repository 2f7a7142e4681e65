using NsgFlow.Sampling.Defects;

namespace NsgFlow.Sampling;

/// <summary>What a sample shall hold. Equal options give equal bytes on every system and runtime.</summary>
internal sealed record SampleOptions
{
    public const int MaximumNicCount = 1000;

    /// <summary>An hour has twelve 300-second steps, and each takes a record of its own.</summary>
    private const long SmallestHour = 16_000;
    private const long SmallestFile = 2_000;

    /// <summary>What an interface needs once: its stories.</summary>
    private const long SmallestNic = 16_000;

    public static readonly TimeSpan MaximumDuration = TimeSpan.FromDays(366);
    public static readonly DateTimeOffset EarliestStart = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset LatestStart = new(2199, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The formats to write; each gets an equal part of <see cref="Size"/>.</summary>
    public IReadOnlyList<FlowLogKind> Kinds { get; init; } = [FlowLogKind.VNetV4];

    public int Seed { get; init; } = 1;

    /// <summary>When the first record is written, cut to the minute. Tuples reach back one minute before it.</summary>
    public DateTimeOffset StartTime { get; init; } = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The span over which records are written, raised to whole minutes.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(1);

    public int NicCount { get; init; } = 1;

    /// <summary>The bytes of all logs together, roughly.</summary>
    public long Size { get; init; } = 100_000;

    /// <summary>The part of flows that run over IPv6, 0 to 1.</summary>
    public double IPv6Share { get; init; } = 0.03;

    /// <summary>What is planted into the logs; none for valid ones.</summary>
    public IReadOnlyList<SampleDefect> Defects { get; init; } = [];

    /// <summary>Minutes since 1970 of the first record.</summary>
    public long StartMinute => StartTime.ToUnixTimeMilliseconds() / 60_000;

    public int Minutes => (int)((Duration.Ticks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute);

    /// <summary>How many hours, and so files, the log of one network interface has.</summary>
    public int HoursPerNic => (int)(((StartMinute + Minutes - 1) / 60) - (StartMinute / 60) + 1);

    public int FileCount => Kinds.Count * NicCount * HoursPerNic;

    /// <summary>The least size that these kinds, interfaces and minutes can be written in.</summary>
    public long MinimumSize => Kinds.Count * (long)NicCount *
        (SmallestNic + Math.Max(SmallestFile * HoursPerNic, SmallestHour * Minutes / 60));

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public void Validate()
    {
        if (Kinds.Count == 0 || Kinds.Distinct().Count() != Kinds.Count
            || Kinds.Any(k => k is not (FlowLogKind.NsgV1 or FlowLogKind.NsgV2 or FlowLogKind.VNetV4)))
        {
            throw new ArgumentException("Kinds takes NsgV1, NsgV2 and VNetV4, each once.");
        }

        if (StartTime < EarliestStart || StartTime > LatestStart)
        {
            throw new ArgumentException("StartTime is out of range.");
        }

        if (Duration <= TimeSpan.Zero || Duration > MaximumDuration)
        {
            throw new ArgumentException("Duration is out of range.");
        }

        if (NicCount is < 1 or > MaximumNicCount)
        {
            throw new ArgumentException("NicCount is out of range.");
        }

        if (IPv6Share is not (>= 0 and <= 1))
        {
            throw new ArgumentException("IPv6Share is out of range.");
        }

        if (Defects.Distinct().Count() != Defects.Count || Defects.Any(d => !SampleDefects.KindsOf(d).Intersect(Kinds).Any()))
        {
            throw new ArgumentException("Defects takes each once, and such as one of the kinds can have.");
        }

        if (Size < MinimumSize)
        {
            throw new ArgumentException("Size is below MinimumSize.");
        }
    }
}
