using NsgFlow.Layout;

namespace NsgFlow.Custody;

/// <summary>A blob whose copy is in its place.</summary>
/// <param name="Blob">What was copied.</param>
/// <param name="Digest">What is known of the copy's bytes.</param>
/// <param name="AcquiredAt">When its last byte was read from the service.</param>
/// <param name="KeptFrom">What an earlier run recorded of it, so that it was only hashed; null where it was fetched.</param>
internal sealed record EvidenceCopy(EvidenceBlob Blob, EvidenceDigest Digest, DateTimeOffset AcquiredAt, FlowManifestEntry? KeptFrom)
{
    public bool IsKept => KeptFrom is not null;

    public FlowManifestEntry ToEntry(string moduleVersion) => new()
    {
        Path = Blob.Path,
        Uri = Blob.Uri,
        ETag = Blob.ETag,
        LastModified = Blob.LastModified,
        ContentMD5 = Blob.ContentMD5,
        Length = Blob.Length,
        CommittedBlocks = Blob.CommittedBlocks,
        LastBlockId = Blob.LastBlockId,
        BytesHashed = Digest.Length,
        Sha256 = Digest.Sha256,
        PrefixBytes = Digest.PrefixLength,
        PrefixSha256 = Digest.PrefixSha256,
        State = IsOpen() ? FlowManifestState.Open : FlowManifestState.Complete,
        AcquiredAt = AcquiredAt,
        ModuleVersion = KeptFrom?.ModuleVersion ?? moduleVersion,
    };

    /// <summary>Azure closes the brackets of a log after every minute: only the end of its hour tells that no more comes.</summary>
    private bool IsOpen() =>
        !Digest.IsClosed
        || FlowLogPath.OfFile(Blob.Path) is not { Hour: { } hour }
        || hour.AddHours(1) + HourWindow.WriteDelay > AcquiredAt;
}
