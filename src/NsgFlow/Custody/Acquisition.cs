namespace NsgFlow.Custody;

/// <summary>An acquisition under way, with the manifest it writes.</summary>
internal abstract class Acquisition : IDisposable
{
    public abstract ManifestWriter Writer { get; }

    /// <summary>What this and earlier acquisitions have copied to the same place, by path.</summary>
    public abstract IReadOnlyDictionary<string, FlowManifestEntry> Known { get; }

    /// <summary>Records a copy, unless this manifest says the same already.</summary>
    public FlowManifestEntry Add(EvidenceCopy copy, string moduleVersion)
    {
        FlowManifestEntry entry = copy.ToEntry(moduleVersion);
        if (!Writer.Tally.Entries.TryGetValue(entry.Path, out FlowManifestEntry? before) || before != entry)
        {
            Writer.Add(entry);
        }

        return entry;
    }

    /// <summary>Closes the manifest and puts it in its place, with its list and, where asked for, its signature.</summary>
    public abstract PublishedManifest Close(DateTimeOffset endedAt, Func<byte[], byte[]>? sign);

    public abstract void Dispose();
}

/// <summary>A manifest in its place.</summary>
internal sealed record PublishedManifest(string FullName, string Sha256);
