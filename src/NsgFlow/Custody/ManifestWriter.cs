namespace NsgFlow.Custody;

/// <summary>
/// Writes a manifest line by line, as logs are copied. Each line is handed to the system whole, so that a run that is
/// killed leaves a manifest with at most one half line behind its whole ones.
/// </summary>
internal sealed class ManifestWriter
{
    private readonly Stream _stream;

    /// <param name="stream">Stands behind the last whole line.</param>
    /// <param name="tally">What the lines there say; empty for a new manifest.</param>
    public ManifestWriter(Stream stream, ManifestTally tally)
    {
        _stream = stream;
        Tally = tally;
    }

    public ManifestTally Tally { get; }

    public void Begin(ManifestHeader header)
    {
        Tally.Add(header);
        Write(ManifestText.Header(header));
    }

    public void Resume(ManifestHeader by) => Write(ManifestText.Resume(Tally.LastHash!, by));

    public void Add(FlowManifestEntry entry)
    {
        Tally.Add(entry);
        Write(ManifestText.Blob(Tally.LastHash!, entry));
    }

    public void Add(ManifestFailure failure)
    {
        Tally.Add(failure);
        Write(ManifestText.Failure(Tally.LastHash!, failure));
    }

    public void Close(DateTimeOffset endedAt, bool cameToItsEnd)
    {
        ManifestEnd end = Tally.ToEnd(endedAt, cameToItsEnd);
        Write(ManifestText.End(Tally.LastHash!, end));
        Tally.Add(end);
    }

    private void Write(byte[] line)
    {
        _stream.Write(line);
        _stream.Flush();
        Tally.Count(line.AsSpan(0, line.Length - 1));
    }
}
