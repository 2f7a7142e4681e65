using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using NsgFlow.Azure.Clients;
using NsgFlow.Azure.Faults;
using NsgFlow.Azure.Listing;

namespace NsgFlow.Azure.Reading;

/// <summary>
/// The bytes of a blob by one streamed request. Where the connection breaks, reading goes on at its offset, of the same
/// version alone. Where there is a newer version by then, it is read from the beginning: if it holds all that was read
/// of the older one, as a log that grew does, reading goes on in it, to the length first seen.
/// </summary>
/// <remarks>
/// The list of a version's blocks cannot be had any more once there is a newer one, and to ask for it in advance would
/// cost a request for each blob; so the bytes themselves are compared, by a checksum.
/// </remarks>
internal sealed class ResumableBlobStream : Stream
{
    /// <summary>How many times in a row a connection may break before a byte comes.</summary>
    private const int MostFailures = 4;

    /// <summary>How often a newer version is read from its beginning. Azure writes one a minute.</summary>
    private const int MostBeginnings = 20;

    private const int CheckLength = 128 * 1024;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly BlockBlobClient _client;
    private readonly ListedBlob _blob;
    private readonly StorageTraffic _traffic;
    private readonly long _first;
    private Stream? _body;
    private Checksum _read;
    private long _length;
    private int _failures;
    private int _beginnings;
    private bool _mustFollow;

    private ResumableBlobStream(BlockBlobClient client, ListedBlob blob, StorageTraffic traffic, long offset, string? etag)
    {
        _client = client;
        _blob = blob;
        _traffic = traffic;
        _first = offset;
        Offset = offset;
        ETag = etag;
    }

    /// <summary>Of the version being read.</summary>
    public string? ETag { get; private set; }

    /// <summary>When that version was written.</summary>
    public DateTimeOffset LastModified { get; private set; }

    /// <summary>Null where the service has none, as for blobs that were committed block by block.</summary>
    public byte[]? ContentMd5 { get; private set; }

    /// <summary>The length first seen, where reading ends.</summary>
    public override long Length => _length;

    /// <summary>Whether another version took the place of the one that was opened: its end is not the end of the log.</summary>
    public bool HasGrown { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Position
    {
        get => Offset;
        set => throw new NotSupportedException();
    }

    /// <summary>The next byte's.</summary>
    private long Offset { get; set; }

    /// <param name="client">The blob.</param>
    /// <param name="blob">The blob, as it was listed or named.</param>
    /// <param name="traffic">Told of the bytes.</param>
    /// <param name="cancellation">Ends opening.</param>
    /// <param name="offset">The first byte wanted.</param>
    /// <param name="ifMatch">The version wanted; null for the newest.</param>
    /// <exception cref="StorageException">The blob cannot be had.</exception>
    public static async Task<ResumableBlobStream> OpenAsync(
        BlockBlobClient client, ListedBlob blob, StorageTraffic traffic, CancellationToken cancellation, long offset = 0, string? ifMatch = null)
    {
        var stream = new ResumableBlobStream(client, blob, traffic, offset, ifMatch);
        try
        {
            BlobDownloadStreamingResult answer = await stream.GetAsync(offset, cancellation).ConfigureAwait(false);
            stream._body = answer.Content;
            stream._length = offset + answer.Details.ContentLength;
            stream.Note(answer.Details);
            return stream;
        }
        catch (Exception e) when (StorageFaults.IsFault(e, cancellation))
        {
            throw stream.Explain(e);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (Offset < _length && buffer.Length > 0)
        {
            try
            {
                _body ??= await (_mustFollow ? FollowAsync(cancellationToken) : ReopenAsync(cancellationToken)).ConfigureAwait(false);
                int most = (int)Math.Min(buffer.Length, _length - Offset);
                int read = await ReadBodyAsync(buffer[..most], cancellationToken).ConfigureAwait(false);
                Offset += read;
                _read.Add(buffer.Span[..read]);
                return read;
            }
            catch (Exception e) when (StorageFaults.IsFault(e, cancellationToken))
            {
                await RecoverAsync(e, cancellationToken).ConfigureAwait(false);
            }
        }

        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body?.Dispose();
            _body = null;
        }

        base.Dispose(disposing);
    }

    private async Task<BlobDownloadStreamingResult> GetAsync(long offset, CancellationToken cancellation) =>
        (await _client.DownloadStreamingAsync(
            new BlobDownloadOptions
            {
                Range = offset > 0 ? new HttpRange(offset) : default,
                Conditions = ETag is null ? null : new BlobRequestConditions { IfMatch = new ETag(ETag.Trim('"')) },
            },
            cancellation).ConfigureAwait(false)).Value;

    private async Task<Stream> ReopenAsync(CancellationToken cancellation) =>
        (await GetAsync(Offset, cancellation).ConfigureAwait(false)).Content;

    /// <summary>The newest version, read to where reading stands, if it is the same up to there.</summary>
    private async Task<Stream> FollowAsync(CancellationToken cancellation)
    {
        ETag = null;
        if (++_beginnings > MostBeginnings)
        {
            throw Changed();
        }

        BlobDownloadStreamingResult answer = await GetAsync(_first, cancellation).ConfigureAwait(false);
        _body = answer.Content;
        Note(answer.Details);
        long end = _first + answer.Details.ContentLength;
        var again = default(Checksum);
        byte[] bytes = new byte[CheckLength];
        for (long at = _first; at < Offset && at < end;)
        {
            int read = await ReadBodyAsync(bytes.AsMemory(0, (int)Math.Min(bytes.Length, Offset - at)), cancellation).ConfigureAwait(false);
            again.Add(bytes.AsSpan(0, read));
            at += read;
        }

        if (end < Offset || again.Value != _read.Value)
        {
            throw Changed();
        }

        _mustFollow = false;
        _length = Math.Min(_length, end);
        HasGrown = true;
        return _body;
    }

    private async ValueTask<int> ReadBodyAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        int read = await _body!.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        if (read == 0)
        {
            throw new IOException("The connection ended before the blob did.");
        }

        _failures = 0;
        _traffic.AddBytes(read);
        return read;
    }

    private async Task RecoverAsync(Exception exception, CancellationToken cancellation)
    {
        if (_body is not null)
        {
            await _body.DisposeAsync().ConfigureAwait(false);
            _body = null;
        }

        Exception last = exception is AggregateException { InnerExceptions: [.., { } inner] } ? inner : exception;
        switch (last)
        {
            case RequestFailedException { Status: 412 or 416 }:
                _mustFollow = true;
                return;
            case RequestFailedException { Status: >= 400 and < 500 and not 408 and not 429 } or StorageException:
                throw Explain(last);
        }

        if (++_failures >= MostFailures)
        {
            throw Explain(last);
        }

        await Task.Delay(s_pause * _failures, cancellation).ConfigureAwait(false);
    }

    private void Note(BlobDownloadDetails details)
    {
        ETag = details.ETag.ToString("H");
        LastModified = details.LastModified;
        ContentMd5 = details.BlobContentHash is { Length: > 0 } whole ? whole
            : _first == 0 && details.ContentHash is { Length: > 0 } hash ? hash
            : null;
    }

    private StorageException Changed() => new(new StorageFault
    {
        Kind = StorageFaultKind.BlobChanged,
        Target = _blob.Url,
        Status = 412,
        Code = "ConditionNotMet",
        Detail = FormattableString.Invariant($"what was read up to byte {Offset} is no longer in it."),
    });

    private StorageException Explain(Exception exception) => StorageFaults.Wrap(exception, _blob.Context, _blob.Container, _blob.Url);
}
