namespace NsgFlow.Custody;

/// <summary>
/// What a manifest says so far, line after line: the same for whoever writes it and whoever reads it. A later entry for
/// a path takes the place of an earlier one: so a log is fetched again that changed while its run was interrupted.
/// </summary>
internal sealed class ManifestTally
{
    private readonly Dictionary<string, FlowManifestEntry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, FlowManifestEntry> Entries => _entries;

    public ManifestHeader? Header { get; private set; }

    public ManifestEnd? End { get; private set; }

    public long Lines { get; private set; }

    /// <summary>The hash of the last line.</summary>
    public string? LastHash { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Blobs that failed, without those that a later run of the same acquisition got.</summary>
    public int Failed => _failed.Count;

    /// <summary>The entries in the order of their paths.</summary>
    public IEnumerable<FlowManifestEntry> Ordered() => _entries.Values.OrderBy(entry => entry.Path, StringComparer.Ordinal);

    public void Count(ReadOnlySpan<byte> line)
    {
        Lines++;
        LastHash = EvidenceHash.Hex(System.Security.Cryptography.SHA256.HashData(line));
    }

    public void Add(ManifestHeader header) => Header ??= header;

    public void Add(ManifestEnd end) => End = end;

    public void Add(ManifestFailure failure) => _failed.Add(failure.Uri);

    public void Add(FlowManifestEntry entry)
    {
        if (_entries.TryGetValue(entry.Path, out FlowManifestEntry? before))
        {
            Bytes -= before.BytesHashed;
        }

        Bytes += entry.BytesHashed;
        _failed.Remove(entry.Uri);
        _entries[entry.Path] = entry;
    }

    /// <summary>The end that fits what was said so far.</summary>
    public ManifestEnd ToEnd(DateTimeOffset endedAt, bool cameToItsEnd) =>
        new(Lines, _entries.Count, Bytes, Failed, endedAt, cameToItsEnd && Failed == 0);
}
