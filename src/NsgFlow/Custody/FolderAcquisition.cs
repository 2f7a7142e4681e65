namespace NsgFlow.Custody;

/// <summary>
/// An acquisition into a folder. Its manifest grows as logs are copied, so a run that was killed is known again: one
/// that asks for the same goes on with it, any other closes it as it is and begins its own.
/// </summary>
internal sealed class FolderAcquisition : Acquisition
{
    private readonly EvidenceFolder _folder;
    private readonly FileStream _journal;
    private readonly FolderCopier _copier;

    private FolderAcquisition(EvidenceFolder folder, FileStream journal, ManifestWriter writer, FolderCopier copier, string moduleVersion)
    {
        (_folder, _journal, _copier, Writer, ModuleVersion) = (folder, journal, copier, writer, moduleVersion);
    }

    public override ManifestWriter Writer { get; }

    protected override string ModuleVersion { get; }

    /// <param name="root">The folder, by its absolute path.</param>
    /// <param name="wanted">What this run is to record of itself.</param>
    /// <param name="force">Whether a file that is in the way may be replaced.</param>
    /// <param name="progress">Told of bytes as they come.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="EvidenceException">Another run has the folder, or it cannot be used.</exception>
    public static FolderAcquisition Open(string root, ManifestHeader wanted, bool force, Action<int>? progress, CancellationToken stop)
    {
        var folder = new EvidenceFolder(root);
        try
        {
            return Open(folder, wanted, force, progress, stop);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public override string PathOf(string container, string blob) => container + "/" + blob;

    public override Task<EvidenceCopy> CopyAsync(IEvidenceSource source, CancellationToken stop) => _copier.CopyAsync(source, stop);

    public override PublishedManifest Close(DateTimeOffset endedAt, Func<byte[], byte[]>? sign)
    {
        Writer.Close(endedAt, cameToItsEnd: true);
        string name = Publish(_folder, _journal, Writer.Tally, sign, out string sha256);
        _folder.Finish();
        return new PublishedManifest(Path.Combine(_folder.Root, name), sha256);
    }

    public override void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }

    private static FolderAcquisition Open(EvidenceFolder folder, ManifestHeader wanted, bool force, Action<int>? progress, CancellationToken stop)
    {
        FileStream journal = OpenJournal(folder);
        try
        {
            ManifestReading under = ManifestReader.Read(journal, stop);
            bool goesOn = under.IsUnfinished && under.Tally.Header is { } begun && begun.AsksTheSame(wanted);
            if (!goesOn && under.Tally.Entries.Count + under.Tally.Failed > 0)
            {
                journal = Abandon(folder, journal, under, stop);
            }

            (Dictionary<string, FlowManifestEntry> known, ManifestReading? last, string? lastName) = ReadManifests(folder, stop);
            ManifestWriter writer;
            if (goesOn)
            {
                writer = GoOn(journal, stop);
                foreach (FlowManifestEntry entry in writer.Tally.Entries.Values)
                {
                    known[entry.Path] = entry;
                }

                writer.Resume(wanted);
            }
            else
            {
                journal.SetLength(0);
                writer = new ManifestWriter(journal, new ManifestTally());
                writer.Begin(wanted with { PreviousName = lastName, PreviousSha256 = last?.Sha256 });
            }

            return new FolderAcquisition(folder, journal, writer, new FolderCopier(folder, known, force, progress), wanted.ModuleVersion);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    private static FileStream OpenJournal(EvidenceFolder folder) =>
        new(folder.JournalPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    /// <summary>
    /// Closes what another run left, so that nothing it recorded is lost. Where that one was killed behind its closing
    /// line, the manifest is whole and only has to be put in its place.
    /// </summary>
    private static FileStream Abandon(EvidenceFolder folder, FileStream journal, ManifestReading under, CancellationToken stop)
    {
        ManifestTally tally = under.Tally;
        if (under.Problem is not null)
        {
            ManifestWriter writer = GoOn(journal, stop);
            writer.Close(DateTimeOffset.UtcNow, cameToItsEnd: false);
            tally = writer.Tally;
        }

        if (tally.Header is not null)
        {
            Publish(folder, journal, tally, sign: null, out _);
        }

        // It is there still where nothing could be published.
        journal.Dispose();
        return OpenJournal(folder);
    }

    /// <summary>Cuts what does not fit the chain, such as half a line, and writes behind the rest.</summary>
    private static ManifestWriter GoOn(FileStream journal, CancellationToken stop)
    {
        journal.Position = 0;
        journal.SetLength(ManifestReader.Read(journal, stop).WholeLength);
        journal.Position = 0;
        ManifestTally tally = ManifestReader.Read(journal, stop).Tally;
        return new ManifestWriter(journal, tally);
    }

    private static string Publish(EvidenceFolder folder, FileStream journal, ManifestTally tally, Func<byte[], byte[]>? sign, out string sha256)
    {
        journal.Flush(flushToDisk: true);
        journal.Position = 0;
        byte[] bytes = new byte[journal.Length];
        journal.ReadExactly(bytes);
        sha256 = EvidenceHash.Hex(System.Security.Cryptography.SHA256.HashData(bytes));
        string name = folder.NewManifestName(tally.Header!.StartedAt);

        // Windows moves no file that is open.
        journal.Dispose();

        // The manifest comes last: where it stands, what belongs to it stands too.
        if (sign is not null)
        {
            folder.Publish(ManifestNames.Signature(name), sign(bytes));
        }

        folder.Publish(ManifestNames.List(name), ChecksumList.Write(tally.Ordered(), name, sha256));
        folder.PublishJournal(name);
        return name;
    }

    private static (Dictionary<string, FlowManifestEntry> Known, ManifestReading? Last, string? LastName) ReadManifests(
        EvidenceFolder folder, CancellationToken stop)
    {
        var known = new Dictionary<string, FlowManifestEntry>(StringComparer.Ordinal);
        ManifestReading? last = null;
        string? lastName = null;
        foreach (string name in folder.Manifests())
        {
            using var stream = new FileStream(Path.Combine(folder.Root, name), FileMode.Open, FileAccess.Read);
            (last, lastName) = (ManifestReader.Read(stream, stop), name);
            foreach (FlowManifestEntry entry in last.Tally.Entries.Values)
            {
                known[entry.Path] = entry;
            }
        }

        return (known, last, lastName);
    }
}
