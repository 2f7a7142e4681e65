namespace NsgFlow;

/// <summary>What a manifest records of one blob of an evidence copy.</summary>
public sealed record FlowManifestEntry
{
    internal FlowManifestEntry()
    {
    }

    /// <summary>The path of the copy beneath its folder or container, with slashes: container and name of the blob.</summary>
    public required string Path { get; init; }

    /// <summary>The address of the blob, without a signature.</summary>
    public required string Uri { get; init; }

    /// <summary>The version of the blob that was read.</summary>
    public required string ETag { get; init; }

    /// <summary>When the blob was last written, in UTC, as the service told.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>The MD5 that the service holds of the blob, in base64; null where it has none, as for most flow logs.</summary>
    public string? ContentMD5 { get; init; }

    /// <summary>The length of the blob in bytes, as the service told.</summary>
    public required long Length { get; init; }

    /// <summary>The number of its committed blocks; null where the service did not tell.</summary>
    public int? CommittedBlocks { get; init; }

    /// <summary>The id of its last committed block; null where the service did not tell.</summary>
    public string? LastBlockId { get; init; }

    /// <summary>How many bytes were copied and hashed.</summary>
    public required long BytesHashed { get; init; }

    /// <summary>The SHA-256 of these bytes, as 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>How many bytes stand before the brackets that close the log: a log grows at this place.</summary>
    public required long PrefixBytes { get; init; }

    /// <summary>The SHA-256 of the bytes before the closing brackets, by which a log that has grown is known again.</summary>
    public required string PrefixSha256 { get; init; }

    /// <summary>Open or Complete.</summary>
    public required FlowManifestState State { get; init; }

    /// <summary>When the last byte was read from the service, in UTC, by the clock of the machine that took the copy.</summary>
    public required DateTimeOffset AcquiredAt { get; init; }

    /// <summary>The version of this module that read it.</summary>
    public required string ModuleVersion { get; init; }

    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
