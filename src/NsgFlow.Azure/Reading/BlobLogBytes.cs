using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using NsgFlow.Azure.Clients;
using NsgFlow.Azure.Faults;
using NsgFlow.Azure.Listing;
using NsgFlow.Decoding;
using NsgFlow.Survey;

namespace NsgFlow.Azure.Reading;

/// <summary>The ends of a blob, a request for each; what is asked for near them is answered out of what came.</summary>
internal sealed class BlobLogBytes(BlockBlobClient client, ListedBlob blob, BufferPool buffers, StorageTraffic traffic, CancellationToken cancellation) : LogBytes
{
    /// <summary>What is fetched at once: what the survey looks at most, at either end.</summary>
    private const int PieceLength = 68 * 1024;

    private readonly List<(long Offset, byte[] Bytes)> _pieces = [];
    private string? _etag = blob.ETag;

    public override long Length { get; } = blob.Length ?? 0;

    public override DateTimeOffset LastWriteTime { get; } = blob.LastModified ?? DateTimeOffset.MinValue;

    /// <exception cref="StorageException">The blob cannot be had, or was replaced since it was listed.</exception>
    public override byte[] Read(long offset, int count)
    {
        int wanted = (int)Math.Clamp(Length - offset, 0, count);
        foreach ((long start, byte[] bytes) in _pieces)
        {
            if (offset >= start && offset + wanted <= start + bytes.Length)
            {
                return bytes.AsSpan((int)(offset - start), wanted).ToArray();
            }
        }

        if (wanted == 0)
        {
            return [];
        }

        // As much as is often asked for next: behind the beginning, before the end.
        long from = offset + wanted == Length ? Math.Max(0, Math.Min(offset, Length - PieceLength)) : offset;
        long to = Math.Min(Length, Math.Max(offset + wanted, from + PieceLength));
        byte[] piece = Fetch(from, to - from);
        _pieces.Add((from, piece));
        return piece.AsSpan((int)Math.Min(piece.Length, offset - from), (int)Math.Clamp(piece.Length - (offset - from), 0, wanted)).ToArray();
    }

    public override FlowSource ToSource() => new BlobFlowSource(client, blob, buffers, traffic, cancellation);

    private byte[] Fetch(long offset, long count)
    {
        try
        {
            BlobDownloadResult answer = client.DownloadContent(
                new BlobDownloadOptions
                {
                    Range = new HttpRange(offset, count),
                    Conditions = _etag is null ? null : new BlobRequestConditions { IfMatch = new ETag(_etag.Trim('"')) },
                },
                cancellation).Value;
            byte[] bytes = answer.Content.ToArray();
            traffic.AddBytes(bytes.Length);
            return bytes;
        }
        catch (RequestFailedException e) when (e.Status == 412 && _etag is not null)
        {
            // It grows: its first bytes are as they were, and its end is known to be open.
            _etag = null;
            return Fetch(offset, count);
        }
        catch (Exception e) when (StorageFaults.IsFault(e, cancellation))
        {
            throw StorageFaults.Wrap(e, blob.Context, blob.Container, blob.Url);
        }
    }
}
