using NsgFlow.Custody;

namespace NsgFlow.Tests.Custody;

/// <summary>An evidence copy in a folder of its own.</summary>
internal sealed class EvidenceSample : IDisposable
{
    public static readonly ManifestHeader Header = new()
    {
        ModuleVersion = "0.1.0",
        StartedAt = new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero),
        Case = "C-17",
        Operator = "ann",
        Note = "seized",
        Host = "host",
        Parameters = [new("StorageAccountName", ["account"]), new("StartTime", ["2026-01-15T00:00:00Z"])],
    };

    public string Root { get; } = Directory.CreateTempSubdirectory("nsgflow-custody-").FullName;

    /// <summary>The blobs of the source.</summary>
    public List<MemoryBlob> Blobs { get; } =
    [
        MemoryBlob.Of(1, 8, "{\"records\":[{\"a\":1}]}"),
        MemoryBlob.Of(1, 9, "{\"records\":[{\"a\":2},{\"a\":3}]}"),
        MemoryBlob.Of(2, 9, "{\"records\":[{\"b\":1}]}\r\n"),
    ];

    /// <summary>Copies all blobs; failures are recorded and given back.</summary>
    public List<(string Path, Exception Failure)> Save(ManifestHeader? header = null, bool force = false, Func<byte[], byte[]>? sign = null, bool close = true)
    {
        using FolderAcquisition acquisition = FolderAcquisition.Open(Root, header ?? Header, force, progress: null, default);
        var failures = new List<(string, Exception)>();
        foreach (MemoryBlob blob in Blobs)
        {
            try
            {
                EvidenceCopy copy = acquisition.CopyAsync(blob, default).GetAwaiter().GetResult();
                Kept.Add(copy.IsKept);
                acquisition.Add(copy);
            }
            catch (Exception e) when (e is IOException or EvidenceException)
            {
                acquisition.Writer.Add(new ManifestFailure(blob.Uri, "Test", e.Message));
                failures.Add((blob.Path, e));
            }
        }

        if (close)
        {
            acquisition.Close(Header.StartedAt.AddMinutes(1), sign);
        }

        return failures;
    }

    /// <summary>Of each blob that was copied, whether it was kept from an earlier run.</summary>
    public List<bool> Kept { get; } = [];

    /// <summary>The names of the manifests.</summary>
    public string[] Manifests => FolderStore.Manifests(Root);

    public string Manifest => Manifests[^1];

    public string File(string path) => EvidencePath.Combine(Root, path);

    public FlowManifestCheck Check(string? manifest = null, string? expected = null) =>
        new ManifestChecker(new FolderStore(Root), (_, _) => new SignatureVerdict(FlowManifestSignature.Valid, "CN=x", "00"), 2, default)
            .Check(manifest ?? Manifest, expected, [], progress: null)!;

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
