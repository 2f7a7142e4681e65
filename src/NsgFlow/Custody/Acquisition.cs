namespace NsgFlow.Custody;

/// <summary>An acquisition under way: the copies it takes, and the manifest it writes of them.</summary>
internal abstract class Acquisition : IDisposable
{
    public abstract ManifestWriter Writer { get; }

    /// <summary>The path that a blob's copy gets at the target.</summary>
    public abstract string PathOf(string container, string blob);

    /// <summary>Copies a blob, or finds its copy unchanged. Called on many threads.</summary>
    public abstract Task<EvidenceCopy> CopyAsync(IEvidenceSource source, CancellationToken stop);

    /// <summary>Records a copy, unless this manifest says the same already.</summary>
    public FlowManifestEntry Add(EvidenceCopy copy)
    {
        FlowManifestEntry entry = copy.ToEntry(ModuleVersion);
        if (!Writer.Tally.Entries.TryGetValue(entry.Path, out FlowManifestEntry? before) || before != entry)
        {
            Writer.Add(entry);
        }

        return entry;
    }

    /// <summary>Closes the manifest and puts it in its place, with its list and, where asked for, its signature.</summary>
    public abstract PublishedManifest Close(DateTimeOffset endedAt, Func<byte[], byte[]>? sign);

    public abstract void Dispose();

    /// <summary>The version that takes the copies.</summary>
    protected abstract string ModuleVersion { get; }
}

/// <summary>A manifest in its place.</summary>
internal sealed record PublishedManifest(string FullName, string Sha256);
