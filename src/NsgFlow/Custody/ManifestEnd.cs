namespace NsgFlow.Custody;

/// <summary>What the last line of a manifest tells. The counts are those of the whole manifest.</summary>
/// <param name="Lines">The lines before.</param>
/// <param name="Files">The files named, each once.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Failed">The blobs that could not be copied.</param>
/// <param name="EndedAt">When the manifest was closed.</param>
/// <param name="IsComplete">Whether the run came to its end and no blob failed.</param>
internal sealed record ManifestEnd(long Lines, int Files, long Bytes, int Failed, DateTimeOffset EndedAt, bool IsComplete);
