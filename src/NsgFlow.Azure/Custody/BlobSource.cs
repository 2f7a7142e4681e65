using Azure.Storage.Blobs.Specialized;
using NsgFlow.Azure.Clients;
using NsgFlow.Azure.Faults;
using NsgFlow.Azure.Listing;
using NsgFlow.Azure.Reading;
using NsgFlow.Custody;

namespace NsgFlow.Azure.Custody;

/// <summary>A blob of an account, to be copied. It is only read: nothing is written to it, and no lease is taken.</summary>
/// <param name="connection">The account.</param>
/// <param name="blob">The blob, as it was listed.</param>
/// <param name="path">The path of its copy.</param>
internal sealed class BlobSource(StorageConnection connection, ListedBlob blob, string path) : IEvidenceSource
{
    private const int MostBeginnings = 5;

    private readonly BlockBlobClient _client = connection.ClientOf(blob);

    public string Path => path;

    public string Uri => blob.Url;

    public string? ETag => blob.ETag;

    public async Task<OpenedBlob?> OpenAsync(long offset, string? etag, CancellationToken stop)
    {
        for (int beginning = 1; ; beginning++)
        {
            // The blocks first: a version that is read can be told from its blocks, not the other way round.
            BlockList? blocks = await GetBlocksAsync(stop).ConfigureAwait(false);
            if (etag is not null && blocks is not null && blocks.ETag != etag)
            {
                return null;
            }

            try
            {
                ResumableBlobStream content = await ResumableBlobStream
                    .OpenAsync(_client, blob, connection.Traffic, stop, offset, etag ?? blocks?.ETag).ConfigureAwait(false);
                return new OpenedBlob(ToBlob(content, blocks), content, () => content.Length);
            }
            catch (StorageException e) when (HasChanged(e))
            {
                if (etag is not null)
                {
                    return null;
                }

                if (beginning == MostBeginnings)
                {
                    throw;
                }
            }
        }
    }

    public bool HasChanged(Exception exception) => exception is StorageException { Fault.Kind: StorageFaultKind.BlobChanged };

    private EvidenceBlob ToBlob(ResumableBlobStream content, BlockList? blocks) => new()
    {
        Path = path,
        Uri = blob.Url,
        ETag = content.ETag ?? string.Empty,
        LastModified = content.LastModified,
        ContentMD5 = Md5Of(content) is { } hash ? Convert.ToBase64String(hash) : null,
        Length = content.Length,
        CommittedBlocks = blocks?.Blocks.Count,
        LastBlockId = blocks is { Blocks: [.., var last] } ? last.Id : null,
    };

    /// <summary>The one that the listing tells: some services hash each answer, and send that where the blob has none.</summary>
    private byte[]? Md5Of(ResumableBlobStream content) => blob.ETag == content.ETag ? blob.ContentMd5 : content.ContentMd5;

    /// <returns>Null where the blob is of a kind that has no blocks.</returns>
    private async Task<BlockList?> GetBlocksAsync(CancellationToken stop)
    {
        try
        {
            return await BlockList.GetAsync(_client, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (StorageFaults.IsFault(e, stop))
        {
            StorageException fault = StorageFaults.Wrap(e, blob.Context, blob.Container, blob.Url);
            return fault.Fault.Kind == StorageFaultKind.StorageConflict ? null : throw fault;
        }
    }
}
