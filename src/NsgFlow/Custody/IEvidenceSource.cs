namespace NsgFlow.Custody;

/// <summary>A blob to be copied, as a listing told of it.</summary>
internal interface IEvidenceSource
{
    /// <summary>The path of its copy.</summary>
    string Path { get; }

    /// <summary>Its address, without a signature.</summary>
    string Uri { get; }

    /// <summary>The version that was listed; null where that is unknown.</summary>
    string? ETag { get; }

    /// <param name="offset">Where to begin.</param>
    /// <param name="etag">The version that is wanted; null for the one there is.</param>
    /// <param name="stop">Ends the work.</param>
    /// <returns>Null where there is another version by now.</returns>
    Task<OpenedBlob?> OpenAsync(long offset, string? etag, CancellationToken stop);

    /// <summary>Whether reading ended because the version that was read is no longer there.</summary>
    bool HasChanged(Exception exception);
}

/// <summary>One version of a blob, being read.</summary>
/// <param name="Blob">What the service told of it.</param>
/// <param name="Content">Its bytes from the offset on.</param>
/// <param name="End">Asked when these have ended: where that had to be, counted from the blob's beginning.</param>
internal sealed record OpenedBlob(EvidenceBlob Blob, Stream Content, Func<long> End);
