using System.Text;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using NsgFlow.Azure.Clients;
using NsgFlow.Azure.Faults;
using NsgFlow.Custody;

namespace NsgFlow.Azure.Custody;

/// <summary>
/// Copies blobs to a container, through this machine, for only so can they be hashed. A copy is there when its blocks
/// are committed, and not before; it bears its own entry of the manifest, by which a later run knows it again.
/// </summary>
/// <param name="connection">The account of the target.</param>
/// <param name="container">The container.</param>
/// <param name="force">Whether a blob that is in the way may be replaced.</param>
/// <param name="progress">Told of bytes as they come.</param>
internal sealed class ContainerCopier(StorageConnection connection, string container, bool force, Action<int>? progress)
{
    private const int BlockSize = 4 << 20;
    private const int MostBeginnings = 5;
    private const string EntryName = "nsgflow_entry";

    private readonly BlobContainerClient _container = connection.Service.GetBlobContainerClient(container);
    private readonly ContainerStore _store = new(connection, container);
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    public async Task<EvidenceCopy> CopyAsync(IEvidenceSource source, string moduleVersion, CancellationToken stop)
    {
        lock (_paths)
        {
            if (!_paths.Add(source.Path))
            {
                throw new EvidenceException(EvidenceFault.SamePath, source.Path, "the same name in another container");
            }
        }

        string url = _store.FullName(source.Path);
        try
        {
            return await CopyCoreAsync(source, moduleVersion, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RequestFailedException && StorageFaults.IsFault(e, stop))
        {
            // What the source says is wrapped where it is read: this is the target.
            throw StorageFaults.Wrap(e, connection.Context, container, url);
        }
    }

    private async Task<EvidenceCopy> CopyCoreAsync(IEvidenceSource source, string moduleVersion, CancellationToken stop)
    {
        BlockBlobClient target = _container.GetBlockBlobClient(source.Path);
        (ExistingCopy? existing, string? etag) = Existing(source.Path, stop);
        if (existing is not null && await EntryOfAsync(target, stop).ConfigureAwait(false) is { } entry
            && entry.Path == source.Path && entry.Uri == source.Uri && entry.ETag == source.ETag && existing.Is(entry))
        {
            return new EvidenceCopy(EvidenceBlob.Of(entry), existing.Digest, entry.AcquiredAt, entry);
        }

        for (int beginning = 1; ; beginning++)
        {
            try
            {
                return await UploadAsync(source, target, existing, etag, moduleVersion, stop).ConfigureAwait(false);
            }
            catch (IOException e) when (source.HasChanged(e) && beginning < MostBeginnings)
            {
                // A log that is written while it is read may take several beginnings.
            }
        }
    }

    private async Task<EvidenceCopy> UploadAsync(
        IEvidenceSource source, BlockBlobClient target, ExistingCopy? existing, string? etag, string moduleVersion, CancellationToken stop)
    {
        OpenedBlob opened = await source.OpenAsync(0, etag: null, stop).ConfigureAwait(false)
            ?? throw new InvalidOperationException("A blob of any version was not opened.");
        using var hash = new EvidenceHash(existing?.Mark ?? -1);
        var blocks = new List<string>();
        await using (opened.Content.ConfigureAwait(false))
        {
            byte[] buffer = new byte[BlockSize];
            int length;
            while ((length = await opened.Content.ReadAtLeastAsync(buffer, BlockSize, throwOnEndOfStream: false, stop).ConfigureAwait(false)) > 0)
            {
                hash.Append(buffer.AsSpan(0, length));
                string id = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{blocks.Count:D10}"));
                using var block = new MemoryStream(buffer, 0, length, writable: false);
                await target.StageBlockAsync(id, block, cancellationToken: stop).ConfigureAwait(false);
                blocks.Add(id);
                progress?.Invoke(length);
            }

            if (hash.Length != opened.End())
            {
                throw new EvidenceException(EvidenceFault.WrongLength, source.Uri, $"{hash.Length} bytes came of {opened.End()}");
            }
        }

        var copy = new EvidenceCopy(opened.Blob, hash.Finish(), DateTimeOffset.UtcNow, KeptFrom: null);
        if (existing is not null && existing.IsSame(copy.Digest))
        {
            return copy;
        }

        if (existing is not null && !existing.IsContinuedBy(copy.Digest) && !force)
        {
            throw new EvidenceException(EvidenceFault.OtherBytes, source.Uri, _store.FullName(source.Path));
        }

        await CommitAsync(target, blocks, copy.ToEntry(moduleVersion), etag, stop).ConfigureAwait(false);
        return copy;
    }

    private static async Task CommitAsync(BlockBlobClient target, List<string> blocks, FlowManifestEntry entry, string? etag, CancellationToken stop) =>
        await target.CommitBlockListAsync(
            blocks,
            new CommitBlockListOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = "application/octet-stream" },
                Metadata = new Dictionary<string, string> { [EntryName] = Encoding.ASCII.GetString(ManifestText.Blob(previous: null, entry)).TrimEnd() },
                // Whoever wrote it meanwhile is not overwritten.
                Conditions = etag is null
                    ? new BlobRequestConditions { IfNoneMatch = ETag.All }
                    : new BlobRequestConditions { IfMatch = new ETag(etag.Trim('"')) },
            },
            stop).ConfigureAwait(false);

    private (ExistingCopy? Copy, string? ETag) Existing(string path, CancellationToken stop)
    {
        using Stream? stream = _store.Open(path, out string? etag, stop);
        return stream is null ? (null, null) : (new ExistingCopy(EvidenceHash.OfStream(stream, mark: -1, long.MaxValue, stop)), etag);
    }

    private static async Task<FlowManifestEntry?> EntryOfAsync(BlockBlobClient target, CancellationToken stop)
    {
        BlobProperties properties = await target.GetPropertiesAsync(cancellationToken: stop).ConfigureAwait(false);
        if (!properties.Metadata.TryGetValue(EntryName, out string? text))
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return new ManifestFields(document.RootElement).ToEntry();
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            // It is fetched anew, and compared.
            return null;
        }
    }
}
