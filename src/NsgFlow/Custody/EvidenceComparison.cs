namespace NsgFlow.Custody;

/// <summary>Compares one file of a copy with what its manifest records.</summary>
internal static class EvidenceComparison
{
    public static FlowManifestFileCheck Compare(IEvidenceStore store, FlowManifestEntry entry, CancellationToken stop)
    {
        try
        {
            using Stream? file = store.Open(entry.Path, stop);
            if (file is null)
            {
                return Result(entry, FlowManifestFileStatus.Missing, digest: null, reason: null);
            }

            EvidenceDigest digest = EvidenceHash.OfStream(file, entry.PrefixBytes, long.MaxValue, stop);
            if (digest.Length == entry.BytesHashed && digest.Sha256 == entry.Sha256)
            {
                return Result(entry, FlowManifestFileStatus.Match, digest, reason: null);
            }

            bool holdsPrefix = digest.Length > entry.BytesHashed && digest.MarkSha256 == entry.PrefixSha256;
            return holdsPrefix && entry.State == FlowManifestState.Open
                ? Result(entry, FlowManifestFileStatus.Grown, digest, reason: null)
                : Result(entry, FlowManifestFileStatus.Changed, digest, Reason(entry, digest, holdsPrefix));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Result(entry, FlowManifestFileStatus.Unreadable, digest: null, e.Message);
        }
    }

    private static string Reason(FlowManifestEntry entry, EvidenceDigest digest, bool holdsPrefix) =>
        holdsPrefix ? "more follows on a log that was complete"
        : digest.Length < entry.BytesHashed ? $"{entry.BytesHashed - digest.Length} of {entry.BytesHashed} bytes are missing"
        : digest.Length > entry.BytesHashed ? $"it has {digest.Length - entry.BytesHashed} more bytes, and other ones before them"
        : "its bytes are others";

    private static FlowManifestFileCheck Result(FlowManifestEntry entry, FlowManifestFileStatus status, EvidenceDigest? digest, string? reason) => new()
    {
        Path = entry.Path,
        Status = status,
        Reason = reason,
        Length = digest?.Length,
        Sha256 = digest?.Sha256,
        Entry = entry,
    };
}
