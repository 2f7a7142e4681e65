namespace NsgFlow.Custody;

/// <summary>What was read of a manifest.</summary>
internal sealed class ManifestReading
{
    public required ManifestTally Tally { get; init; }

    /// <summary>The SHA-256 of all bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The bytes up to the end of the last line that fits the chain.</summary>
    public required long WholeLength { get; init; }

    /// <summary>What breaks the chain first; null where it is intact and closed.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the manifest only lacks its end, as that of a run under way or interrupted does.</summary>
    public bool IsUnfinished { get; init; }
}
