using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using NsgFlow.Azure.Clients;
using NsgFlow.Azure.Faults;
using NsgFlow.Azure.Listing;
using NsgFlow.Azure.Reading;
using NsgFlow.Custody;

namespace NsgFlow.Azure.Custody;

/// <summary>An evidence copy in a container. It is only read.</summary>
internal sealed class ContainerStore : IEvidenceStore
{
    private readonly FlowStorageContext _context;
    private readonly BlobContainerClient _container;
    private readonly StorageTraffic _traffic;

    public ContainerStore(StorageConnection connection, string container)
    {
        _context = connection.Context;
        _traffic = connection.Traffic;
        _container = connection.Service.GetBlobContainerClient(container);
    }

    public string FullName(string path) => _context.BlobEndpoint.AbsoluteUri + _container.Name + "/" + path;

    public IEnumerable<EvidenceItem> List(CancellationToken stop) =>
        Items(prefix: null, stop).Where(item => !IsFolder(item)).Select(item => new EvidenceItem(item.Name, item.Properties.ContentLength ?? 0, IsLink: false));

    /// <summary>The names of the manifests, the oldest first.</summary>
    public string[] Manifests(CancellationToken stop) =>
        ManifestNames.Order(Items(ManifestNames.Prefix, stop).Select(item => item.Name).Where(ManifestNames.IsManifest));

    public Stream? Open(string path, CancellationToken stop) =>
        Open(path, etag: out _, stop);

    /// <param name="path">The name of the blob.</param>
    /// <param name="etag">The version that is read.</param>
    /// <param name="stop">Ends the work.</param>
    public Stream? Open(string path, out string? etag, CancellationToken stop)
    {
        etag = null;
        var blob = new ListedBlob { Context = _context, Container = _container.Name, Name = path, Url = FullName(path) };
        try
        {
            ResumableBlobStream content = ResumableBlobStream
                .OpenAsync(_container.GetBlockBlobClient(path), blob, _traffic, stop).GetAwaiter().GetResult();
            etag = content.ETag;
            return new SyncStream(content, stop);
        }
        catch (StorageException e) when (e.Fault.Kind == StorageFaultKind.BlobNotFound)
        {
            return null;
        }
    }

    /// <summary>An account with real folders lists them as empty blobs.</summary>
    private static bool IsFolder(BlobItem item) =>
        item.Properties.ContentLength is null or 0 && item.Metadata is not null && item.Metadata.TryGetValue("hdi_isfolder", out string? value)
        && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<BlobItem> Items(string? prefix, CancellationToken stop)
    {
        using IEnumerator<BlobItem> items = _container.GetBlobs(new GetBlobsOptions { Prefix = prefix, Traits = BlobTraits.Metadata }, stop).GetEnumerator();
        while (MoveNext(items, stop))
        {
            yield return items.Current;
        }
    }

    private bool MoveNext(IEnumerator<BlobItem> items, CancellationToken stop)
    {
        try
        {
            return items.MoveNext();
        }
        catch (Exception e) when (StorageFaults.IsFault(e, stop))
        {
            throw StorageFaults.Wrap(e, _context, _container.Name);
        }
    }
}
