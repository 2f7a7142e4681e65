namespace NsgFlow.Analysis.Stitching;

/// <summary>How connections are put together, and which of them are wanted.</summary>
internal sealed record ConnectionOptions
{
    /// <summary>
    /// Azure's longest flow time-out. A flow that lives writes a continuation every five minutes, so nothing shorter
    /// than two of them makes sense.
    /// </summary>
    public static readonly TimeSpan DefaultIdleTimeout = TimeSpan.FromMinutes(30);

    public static readonly TimeSpan ShortestIdleTimeout = TimeSpan.FromMinutes(10);

    public const int DefaultMostOpen = 1_000_000;

    public TimeSpan IdleTimeout { get; init; } = DefaultIdleTimeout;

    /// <summary>How many connections are kept for one interface of one log.</summary>
    public int MostOpen { get; init; } = DefaultMostOpen;

    public TimeSpan MinimumDuration { get; init; }

    public long MinimumBytes { get; init; }

    public bool OnlyFailed { get; init; }

    public bool Wants(in FlowConnectionRow row) =>
        (MinimumDuration <= TimeSpan.Zero || row.Duration >= MinimumDuration.TotalMilliseconds)
        && (MinimumBytes <= 0 || row.Bytes >= MinimumBytes)
        && (!OnlyFailed || row.IsFailed);
}
