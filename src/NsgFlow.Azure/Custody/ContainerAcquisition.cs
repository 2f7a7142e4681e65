using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using NsgFlow.Azure.Clients;
using NsgFlow.Azure.Faults;
using NsgFlow.Custody;

namespace NsgFlow.Azure.Custody;

/// <summary>
/// An acquisition into a container. Its manifest is written when all is copied: of a run that was killed the copies
/// remain, each with its own entry, and the next run knows them again.
/// </summary>
internal sealed class ContainerAcquisition : Acquisition
{
    private readonly FlowStorageContext _context;
    private readonly BlobContainerClient _container;
    private readonly ContainerStore _store;
    private readonly ContainerCopier _copier;
    private readonly MemoryStream _lines = new();

    private ContainerAcquisition(StorageConnection connection, string container, bool force, Action<int>? progress, string moduleVersion)
    {
        _context = connection.Context;
        _container = connection.Service.GetBlobContainerClient(container);
        _store = new ContainerStore(connection, container);
        _copier = new ContainerCopier(connection, container, force, progress);
        Writer = new ManifestWriter(_lines, new ManifestTally());
        ModuleVersion = moduleVersion;
    }

    public override ManifestWriter Writer { get; }

    protected override string ModuleVersion { get; }

    /// <param name="connection">The account of the target.</param>
    /// <param name="container">The container; it is made where it is not there.</param>
    /// <param name="wanted">What this run is to record of itself.</param>
    /// <param name="force">Whether a blob that is in the way may be replaced.</param>
    /// <param name="progress">Told of bytes as they come.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="StorageException">The container cannot be made or read.</exception>
    public static ContainerAcquisition Open(
        StorageConnection connection, string container, ManifestHeader wanted, bool force, Action<int>? progress, CancellationToken stop)
    {
        var acquisition = new ContainerAcquisition(connection, container, force, progress, wanted.ModuleVersion);
        acquisition.Begin(wanted, stop);
        return acquisition;
    }

    /// <summary>The blob's own name, so that the copy is found by the same filters.</summary>
    public override string PathOf(string container, string blob) => blob;

    public override Task<EvidenceCopy> CopyAsync(IEvidenceSource source, CancellationToken stop) =>
        _copier.CopyAsync(source, ModuleVersion, stop);

    public override PublishedManifest Close(DateTimeOffset endedAt, Func<byte[], byte[]>? sign)
    {
        Writer.Close(endedAt, cameToItsEnd: true);
        byte[] bytes = _lines.ToArray();
        string sha256 = EvidenceHash.Hex(SHA256.HashData(bytes));
        string name = NewName();
        if (sign is not null)
        {
            Upload(ManifestNames.Signature(name), sign(bytes));
        }

        Upload(ManifestNames.List(name), ChecksumList.Write(Writer.Tally.Ordered(), name, sha256));
        Upload(name, bytes);
        return new PublishedManifest(_store.FullName(name), sha256);
    }

    public override void Dispose() => _lines.Dispose();

    private void Begin(ManifestHeader wanted, CancellationToken stop)
    {
        try
        {
            _container.CreateIfNotExists(PublicAccessType.None, cancellationToken: stop);
        }
        catch (RequestFailedException e) when (e.Status == 403)
        {
            // Who may write blobs need not be allowed to make containers; whether there is one is seen next.
        }
        catch (Exception e) when (StorageFaults.IsFault(e, stop))
        {
            throw StorageFaults.Wrap(e, _context, _container.Name);
        }

        string? last = _store.Manifests(stop).LastOrDefault();
        Writer.Begin(wanted with { PreviousName = last, PreviousSha256 = last is null ? null : Sha256Of(last, stop) });
    }

    private string? Sha256Of(string name, CancellationToken stop)
    {
        using Stream? stream = _store.Open(name, stop);
        return stream is null ? null : ManifestReader.Read(stream, stop).Sha256;
    }

    private string NewName()
    {
        string[] taken = _store.Manifests(CancellationToken.None);
        int number = 1;
        while (taken.Contains(ManifestNames.Manifest(Writer.Tally.Header!.StartedAt, number), StringComparer.Ordinal))
        {
            number++;
        }

        return ManifestNames.Manifest(Writer.Tally.Header!.StartedAt, number);
    }

    private void Upload(string name, byte[] bytes)
    {
        try
        {
            var options = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            _container.GetBlobClient(name).Upload(new BinaryData(bytes), options);
        }
        catch (Exception e) when (StorageFaults.IsFault(e, CancellationToken.None))
        {
            throw StorageFaults.Wrap(e, _context, _container.Name, _store.FullName(name));
        }
    }
}
