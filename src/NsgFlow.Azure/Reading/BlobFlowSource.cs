using Azure.Storage.Blobs.Specialized;
using NsgFlow.Azure.Clients;
using NsgFlow.Azure.Faults;
using NsgFlow.Azure.Listing;
using NsgFlow.Decoding;

namespace NsgFlow.Azure.Reading;

/// <summary>A log in a storage account. Opening it starts a download that fills a bounded buffer while the worker decodes.</summary>
internal sealed class BlobFlowSource(BlockBlobClient client, ListedBlob blob, BufferPool buffers, StorageTraffic traffic, CancellationToken cancellation) : FlowSource
{
    private BlobDownload? _download;

    /// <inheritdoc/>
    public override string Name => blob.Url;

    public ListedBlob Blob => blob;

    /// <summary>Whether the user named this very blob, rather than a container that holds it.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Whether blocks were added while it was read.</summary>
    public bool HasGrown => _download?.HasGrown ?? false;

    /// <inheritdoc/>
    public override bool IsStarved => _download?.IsStarved ?? false;

    /// <inheritdoc/>
    /// <exception cref="StorageException">When read: the blob cannot be had.</exception>
    protected override Stream OpenRaw()
    {
        _download = new BlobDownload(client, blob, buffers, traffic, cancellation);
        return _download.Reader;
    }
}
