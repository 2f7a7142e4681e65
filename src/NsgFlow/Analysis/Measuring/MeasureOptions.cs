namespace NsgFlow.Analysis.Measuring;

/// <summary>What is to be measured.</summary>
internal sealed record MeasureOptions
{
    public const int DefaultMaxGroup = 1_000_000;

    /// <summary>The fields that make a group, in their order; none for one summary of all.</summary>
    public IReadOnlyList<MeasureField> By { get; init; } = [];

    /// <summary>The length of an interval of time.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(1);

    public int PrefixLength { get; init; } = 24;

    public int IPv6PrefixLength { get; init; } = 64;

    /// <summary>How many groups are wanted; null for all.</summary>
    public int? Top { get; init; }

    /// <summary>What they are sorted by; null for the keys, or the flows where only some groups are wanted.</summary>
    public MeasureField? SortBy { get; init; }

    /// <summary>The fields whose different values are counted.</summary>
    public IReadOnlyList<MeasureField> Distinct { get; init; } = [];

    /// <summary>How many groups are kept at most.</summary>
    public int MaxGroup { get; init; } = DefaultMaxGroup;

    /// <summary>Whether intervals without rows are wanted too.</summary>
    public bool FillGap { get; init; }

    /// <summary>Where the first interval begins that is filled, and where the last ends; null for those of the rows.</summary>
    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Whether flows that are logged more than once count once.</summary>
    public bool Deduplicate { get; init; }

    /// <summary>Whether groups may be missed that are small, for memory that does not grow.</summary>
    public bool Approximate { get; init; }

    /// <summary>What sorts the groups, after all.</summary>
    public MeasureField? Order => SortBy ?? (Top is null ? null : MeasureField.Flows);
}
