using NsgFlow.Layout;

namespace NsgFlow.Azure.Listing;

/// <summary>A blob as a listing told of it.</summary>
internal sealed record ListedBlob
{
    /// <summary>The account it was found in.</summary>
    public required FlowStorageContext Context { get; init; }

    public required string Container { get; init; }

    public required string Name { get; init; }

    /// <summary>The address, with every name escaped and never with a signature. What flows call their source.</summary>
    public required string Url { get; init; }

    /// <summary>What the name tells; null where it is not in Azure's layout.</summary>
    public FlowLogPath? Layout { get; init; }

    /// <summary>As it stands in the header If-Match; null for a blob that was named and not listed.</summary>
    public string? ETag { get; init; }

    public DateTimeOffset? LastModified { get; init; }

    public DateTimeOffset? CreatedOn { get; init; }

    /// <summary>Null where the service has none, as for blobs that were committed block by block.</summary>
    public byte[]? ContentMd5 { get; init; }

    /// <summary>Null for a blob that was named and not listed.</summary>
    public long? Length { get; init; }

    public override string ToString() => Url;
}
