namespace NsgFlow.Custody;

/// <summary>
/// What stands in the place of a copy before it is taken. Evidence is never overwritten by other evidence: the new bytes
/// must be the old ones, or the old ones and more where the log was open.
/// </summary>
internal sealed record ExistingCopy(EvidenceDigest Digest)
{
    /// <summary>How many bytes of a new copy are to be compared.</summary>
    public long Mark => Digest.PrefixLength;

    /// <returns>Null where there is none.</returns>
    public static ExistingCopy? Of(string place, CancellationToken stop)
    {
        try
        {
            using var file = new FileStream(place, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            return new ExistingCopy(EvidenceHash.OfStream(file, mark: -1, long.MaxValue, stop));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public bool IsSame(EvidenceDigest copy) => copy.Length == Digest.Length && copy.Sha256 == Digest.Sha256;

    public bool IsContinuedBy(EvidenceDigest copy) => copy.Length > Digest.Length && copy.MarkSha256 == Digest.PrefixSha256;

    /// <summary>Whether it is what a manifest records.</summary>
    public bool Is(FlowManifestEntry entry) => entry.BytesHashed == Digest.Length && entry.Sha256 == Digest.Sha256;
}
