namespace NsgFlow.Custody;

/// <summary>Copies blobs to a folder, each under a temporary name until it is whole. Called on many threads.</summary>
/// <param name="folder">Where to.</param>
/// <param name="known">What earlier runs have copied there.</param>
/// <param name="force">Whether a file that is in the way may be replaced.</param>
/// <param name="progress">Told of bytes as they come.</param>
internal sealed class FolderCopier(
    EvidenceFolder folder, IReadOnlyDictionary<string, FlowManifestEntry> known, bool force, Action<int>? progress)
{
    private const int BufferSize = 1 << 17;
    private const int MostBeginnings = 5;

    public async Task<EvidenceCopy> CopyAsync(IEvidenceSource source, CancellationToken stop)
    {
        string place = folder.Place(source.Path);
        ExistingCopy? existing = ExistingCopy.Of(place, stop);
        if (existing is not null && known.TryGetValue(source.Path, out FlowManifestEntry? entry)
            && entry.Uri == source.Uri && entry.ETag == source.ETag && existing.Is(entry))
        {
            return new EvidenceCopy(EvidenceBlob.Of(entry), existing.Digest, entry.AcquiredAt, entry);
        }

        using PartialFile partial = PartialFile.Open(source.Uri, source.ETag, folder.PartPath(source.Uri), existing?.Mark ?? -1, stop);
        EvidenceBlob blob = await FetchAsync(source, partial, stop).ConfigureAwait(false);
        DateTimeOffset acquiredAt = DateTimeOffset.UtcNow;
        EvidenceDigest digest = partial.Finish();
        Settle(partial, place, source, existing, digest);
        return new EvidenceCopy(blob, digest, acquiredAt, KeptFrom: null);
    }

    /// <summary>A log that is written while it is read may take several beginnings.</summary>
    private async Task<EvidenceBlob> FetchAsync(IEvidenceSource source, PartialFile partial, CancellationToken stop)
    {
        for (int beginning = 1; ; beginning++)
        {
            OpenedBlob opened = await OpenAsync(source, partial, stop).ConfigureAwait(false);
            try
            {
                await ReadAsync(source, opened, partial, stop).ConfigureAwait(false);
                return opened.Blob;
            }
            catch (IOException e) when (source.HasChanged(e) && beginning < MostBeginnings)
            {
                partial.Restart();
            }
        }
    }

    private static async Task<OpenedBlob> OpenAsync(IEvidenceSource source, PartialFile partial, CancellationToken stop)
    {
        if (partial.Length > 0)
        {
            if (await source.OpenAsync(partial.Length, source.ETag, stop).ConfigureAwait(false) is { } same)
            {
                return same;
            }

            partial.Restart();
        }

        return await source.OpenAsync(0, etag: null, stop).ConfigureAwait(false)
            ?? throw new InvalidOperationException("A blob of any version was not opened.");
    }

    private async Task ReadAsync(IEvidenceSource source, OpenedBlob opened, PartialFile partial, CancellationToken stop)
    {
        await using (opened.Content.ConfigureAwait(false))
        {
            partial.Begin(opened.Blob.ETag);
            byte[] buffer = new byte[BufferSize];
            int read;
            while ((read = await opened.Content.ReadAsync(buffer, stop).ConfigureAwait(false)) > 0)
            {
                partial.Append(buffer.AsSpan(0, read));
                progress?.Invoke(read);
            }

            if (partial.Length != opened.End())
            {
                string detail = $"{partial.Length} bytes came of {opened.End()}";
                partial.Remove();
                throw new EvidenceException(EvidenceFault.WrongLength, source.Uri, detail);
            }
        }
    }

    private void Settle(PartialFile partial, string place, IEvidenceSource source, ExistingCopy? existing, EvidenceDigest digest)
    {
        if (existing is null || existing.IsContinuedBy(digest) || (force && !existing.IsSame(digest)))
        {
            partial.MoveTo(place);
            return;
        }

        partial.Remove();
        if (!existing.IsSame(digest))
        {
            throw new EvidenceException(EvidenceFault.OtherBytes, source.Uri, place);
        }
    }
}
