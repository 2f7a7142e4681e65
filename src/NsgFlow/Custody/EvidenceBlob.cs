namespace NsgFlow.Custody;

/// <summary>What the service told of a blob that is copied, in one version.</summary>
internal sealed record EvidenceBlob
{
    /// <summary>The path of its copy.</summary>
    public required string Path { get; init; }

    /// <summary>Its address, without a signature.</summary>
    public required string Uri { get; init; }

    public required string ETag { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    public string? ContentMD5 { get; init; }

    public required long Length { get; init; }

    public int? CommittedBlocks { get; init; }

    public string? LastBlockId { get; init; }

    /// <summary>What a manifest recorded of it.</summary>
    public static EvidenceBlob Of(FlowManifestEntry entry) => new()
    {
        Path = entry.Path,
        Uri = entry.Uri,
        ETag = entry.ETag,
        LastModified = entry.LastModified,
        ContentMD5 = entry.ContentMD5,
        Length = entry.Length,
        CommittedBlocks = entry.CommittedBlocks,
        LastBlockId = entry.LastBlockId,
    };
}
