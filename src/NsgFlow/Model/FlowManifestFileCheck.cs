namespace NsgFlow;

/// <summary>What became of one file of an evidence copy.</summary>
public sealed class FlowManifestFileCheck
{
    internal FlowManifestFileCheck()
    {
    }

    /// <summary>The path beneath the folder or container of the copy, with slashes.</summary>
    public required string Path { get; init; }

    /// <summary>Match, Grown, Changed, Missing, Extra or Unreadable.</summary>
    public required FlowManifestFileStatus Status { get; init; }

    /// <summary>What makes it so, where the status alone does not say.</summary>
    public string? Reason { get; init; }

    /// <summary>Its length in bytes; null where it is missing.</summary>
    public long? Length { get; init; }

    /// <summary>The SHA-256 of what is there; null where that was not read.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What the manifest records; null for what it does not name.</summary>
    public FlowManifestEntry? Entry { get; init; }

    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
