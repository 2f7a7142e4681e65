namespace NsgFlow.Custody;

/// <summary>Compares an evidence copy with one of its manifests.</summary>
/// <param name="store">Where both lie.</param>
/// <param name="verify">Judges a signature by the bytes of the manifest and its own, if there are any.</param>
/// <param name="parallel">How many files are hashed at once.</param>
/// <param name="stop">Ends the work.</param>
internal sealed class ManifestChecker(IEvidenceStore store, Func<byte[], byte[]?, SignatureVerdict> verify, int parallel, CancellationToken stop)
{
    private readonly List<FlowManifestFileCheck> _files = [];

    /// <summary>What may be there: what this manifest and those before it name.</summary>
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <param name="name">The name of the manifest.</param>
    /// <param name="expectedHash">The SHA-256 that was noted of it, if it was.</param>
    /// <param name="known">What else may be there.</param>
    /// <param name="progress">Told of each file that was compared, and of how many there are.</param>
    /// <returns>Null where there is no such manifest.</returns>
    public FlowManifestCheck? Check(string name, string? expectedHash, IEnumerable<string> known, Action<FlowManifestFileCheck, int>? progress)
    {
        if (ReadBytes(name) is not { } bytes)
        {
            return null;
        }

        using var manifest = new MemoryStream(bytes, writable: false);
        ManifestReading reading = ManifestReader.Read(manifest, stop);
        _known.UnionWith(known);
        AddNames(name, reading);
        AddPrevious(reading.Tally.Header);
        foreach (FlowManifestFileCheck file in reading.Tally.Ordered().AsParallel().AsOrdered()
            .WithDegreeOfParallelism(parallel).WithMergeOptions(ParallelMergeOptions.NotBuffered).WithCancellation(stop)
            .Select(entry => EvidenceComparison.Compare(store, entry, stop)))
        {
            _files.Add(file);
            progress?.Invoke(file, reading.Tally.Entries.Count);
        }

        AddList(name, reading);
        AddExtra();
        return Result(name, bytes, reading, expectedHash);
    }

    /// <summary>What a manifest and those before it name, and they themselves: nothing of that is out of place.</summary>
    public IReadOnlySet<string> KnownTo(string name)
    {
        if (Read(name) is { } reading)
        {
            AddNames(name, reading);
        }

        return _known;
    }

    /// <summary>The hash of a manifest; null where there is none.</summary>
    public string? HashOf(string name) => Read(name)?.Sha256;

    private FlowManifestCheck Result(string name, byte[] bytes, ManifestReading reading, string? expectedHash)
    {
        SignatureVerdict signature = verify(bytes, ReadBytes(ManifestNames.Signature(name)));
        ManifestHeader? header = reading.Tally.Header;
        return new FlowManifestCheck
        {
            FullName = store.FullName(name),
            Sha256 = reading.Sha256,
            IsExpected = expectedHash is null ? null : string.Equals(expectedHash, reading.Sha256, StringComparison.OrdinalIgnoreCase),
            Chain = reading.Problem is null ? FlowManifestChain.Intact : FlowManifestChain.Broken,
            Problem = reading.Problem,
            Signature = signature.Status,
            Signer = signature.Signer,
            SignerThumbprint = signature.Thumbprint,
            Case = header?.Case,
            Operator = header?.Operator,
            Note = header?.Note,
            StartedAt = header?.StartedAt,
            EndedAt = reading.Tally.End?.EndedAt,
            IsComplete = reading.Tally.End is { IsComplete: true },
            Files = [.. _files],
        };
    }

    private void AddNames(string name, ManifestReading reading)
    {
        _known.UnionWith(reading.Tally.Entries.Keys);
        _known.Add(name);
        _known.Add(ManifestNames.List(name));
        _known.Add(ManifestNames.Signature(name));
    }

    /// <summary>Follows the chain of acquisitions back: each manifest holds the hash of the one before.</summary>
    private void AddPrevious(ManifestHeader? header)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (header is { PreviousName: { } name, PreviousSha256: var hash } && seen.Add(name))
        {
            ManifestReading? reading = Read(name);
            FlowManifestFileStatus status = reading is null ? FlowManifestFileStatus.Missing
                : reading.Sha256 == hash ? FlowManifestFileStatus.Match
                : FlowManifestFileStatus.Changed;
            if (status != FlowManifestFileStatus.Match)
            {
                _files.Add(new FlowManifestFileCheck { Path = name, Status = status, Reason = "the manifest of the acquisition before", Sha256 = reading?.Sha256 });
                break;
            }

            AddNames(name, reading!);
            header = reading!.Tally.Header;
        }
    }

    private void AddList(string name, ManifestReading reading)
    {
        string list = ManifestNames.List(name);
        byte[]? found = ReadBytes(list);
        FlowManifestFileStatus status = found is null ? FlowManifestFileStatus.Missing
            : found.AsSpan().SequenceEqual(ChecksumList.Write(reading.Tally.Ordered(), name, reading.Sha256)) ? FlowManifestFileStatus.Match
            : FlowManifestFileStatus.Changed;
        if (status != FlowManifestFileStatus.Match)
        {
            string? reason = status == FlowManifestFileStatus.Changed ? "the list does not say what the manifest says" : null;
            _files.Add(new FlowManifestFileCheck { Path = list, Status = status, Reason = reason, Length = found?.Length });
        }
    }

    private void AddExtra() =>
        _files.AddRange(store.List(stop)
            .Where(item => item.IsLink || !_known.Contains(item.Path))
            .OrderBy(item => item.Path, StringComparer.Ordinal)
            .Select(item => new FlowManifestFileCheck
            {
                Path = item.Path,
                Status = FlowManifestFileStatus.Extra,
                Reason = item.IsLink ? "it is a link" : null,
                Length = item.Length,
            }));

    private ManifestReading? Read(string name)
    {
        using Stream? stream = store.Open(name, stop);
        return stream is null ? null : ManifestReader.Read(stream, stop);
    }

    private byte[]? ReadBytes(string name)
    {
        using Stream? stream = store.Open(name, stop);
        if (stream is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
