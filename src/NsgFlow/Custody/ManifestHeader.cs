namespace NsgFlow.Custody;

/// <summary>What the first line of a manifest tells of the acquisition as a whole.</summary>
internal sealed record ManifestHeader
{
    /// <summary>The form of manifest that this module writes and reads.</summary>
    public const int Format = 1;

    public required string ModuleVersion { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public string? Case { get; init; }

    public string? Operator { get; init; }

    public string? Note { get; init; }

    /// <summary>The machine that took the copy.</summary>
    public string? Host { get; init; }

    /// <summary>Where the logs come from, and which were asked for: names as the user writes them, and their values.</summary>
    public IReadOnlyList<KeyValuePair<string, string[]>> Parameters { get; init; } = [];

    /// <summary>The manifest of the acquisition before, in the same folder or container.</summary>
    public string? PreviousName { get; init; }

    public string? PreviousSha256 { get; init; }

    /// <summary>Whether a run with these parameters would go on with what another began.</summary>
    public bool AsksTheSame(ManifestHeader other) =>
        Case == other.Case
        && Note == other.Note
        && Parameters.Count == other.Parameters.Count
        && Parameters.Zip(other.Parameters).All(pair =>
            pair.First.Key == pair.Second.Key && pair.First.Value.AsSpan().SequenceEqual(pair.Second.Value));
}
