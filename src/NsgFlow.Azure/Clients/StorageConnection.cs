using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using NsgFlow.Azure.Listing;
using NsgFlow.Azure.Reading;

namespace NsgFlow.Azure.Clients;

/// <summary>An account that a command talks to.</summary>
internal sealed class StorageConnection
{
    public StorageConnection(FlowStorageContext context)
    {
        Context = context;
        Service = StorageClients.Connect(context, Traffic);
    }

    public FlowStorageContext Context { get; }

    public StorageTraffic Traffic { get; } = new();

    public BlobServiceClient Service { get; }

    public BlobLister CreateLister(BlobQuery query) => new(Service, Context, query);

    public BlobFlowSource CreateSource(ListedBlob blob, BufferPool buffers, bool isNamed, CancellationToken cancellation) =>
        new(ClientOf(blob), blob, buffers, Traffic, cancellation) { IsNamed = isNamed };

    public BlobLogBytes OpenBytes(ListedBlob blob, BufferPool buffers, CancellationToken cancellation) =>
        new(ClientOf(blob), blob, buffers, Traffic, cancellation);

    public BlockBlobClient ClientOf(ListedBlob blob) => Service.GetBlobContainerClient(blob.Container).GetBlockBlobClient(blob.Name);
}
