using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using NsgFlow.Azure.Clients;
using NsgFlow.Azure.Faults;
using NsgFlow.Azure.Listing;

namespace NsgFlow.Azure.Reading;

/// <summary>
/// The bytes of a blob by one streamed request. Where the connection breaks, reading goes on at its offset, of the same
/// version alone. Where there is a newer version, its blocks decide: if those read so far are unchanged, as in a log
/// that grew, reading goes on in it, to the length first seen.
/// </summary>
internal sealed class ResumableBlobStream : Stream
{
    /// <summary>How many times in a row a connection may break before a byte comes.</summary>
    private const int MostFailures = 4;

    /// <summary>A log is added to for an hour. What has not been written for longer is closed, and needs no guard.</summary>
    private static readonly TimeSpan s_growing = TimeSpan.FromMinutes(70);

    /// <summary>Of a smaller blob all is here before a second request would be answered.</summary>
    private const long FewestGuardedBytes = 1024 * 1024;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly BlockBlobClient _client;
    private readonly ListedBlob _blob;
    private readonly StorageTraffic _traffic;
    private readonly CancellationTokenSource _closed = new();
    private Stream? _body;
    private long _position;
    private int _failures;
    private Task<BlockList?> _blocks = Task.FromResult<BlockList?>(null);

    private ResumableBlobStream(BlockBlobClient client, ListedBlob blob, StorageTraffic traffic, long offset, string? etag)
    {
        _client = client;
        _blob = blob;
        _traffic = traffic;
        _position = offset;
        ETag = etag;
    }

    /// <summary>Of the version being read.</summary>
    public string? ETag { get; private set; }

    /// <summary>When that version was written.</summary>
    public DateTimeOffset LastModified { get; private set; }

    public byte[]? ContentMd5 { get; private set; }

    /// <summary>Where reading ends: the length first seen, or the last block that is unchanged in a newer version.</summary>
    public override long Length => _length;

    private long _length;

    /// <summary>Whether blocks were added while the blob was read, and so the end that was first seen is gone.</summary>
    public bool HasGrown { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

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
            await stream.FirstAsync(cancellation).ConfigureAwait(false);
            return stream;
        }
        catch (Exception e)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            if (StorageFaults.IsFault(e, cancellation))
            {
                throw stream.Explain(e);
            }

            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_position < _length && buffer.Length > 0)
        {
            try
            {
                _body ??= await ReopenAsync(cancellationToken).ConfigureAwait(false);
                int most = (int)Math.Min(buffer.Length, _length - _position);
                int read = await _body.ReadAsync(buffer[..most], cancellationToken).ConfigureAwait(false);
                if (read > 0)
                {
                    _position += read;
                    _failures = 0;
                    _traffic.AddBytes(read);
                    return read;
                }

                throw new IOException("The connection ended before the blob did.");
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
        if (disposing && !_closed.IsCancellationRequested)
        {
            _closed.Cancel();
            _body?.Dispose();
            _body = null;
        }

        base.Dispose(disposing);
    }

    private async Task FirstAsync(CancellationToken cancellation)
    {
        Response<BlobDownloadStreamingResult> answer = await GetAsync(cancellation).ConfigureAwait(false);
        BlobDownloadDetails details = answer.Value.Details;
        _body = answer.Value.Content;
        _length = _position + details.ContentLength;
        ETag = details.ETag.ToString("H");
        LastModified = details.LastModified;
        ContentMd5 = details.BlobContentHash is { Length: > 0 } whole ? whole : _position == 0 && details.ContentHash is { Length: > 0 } hash ? hash : null;
        DateTimeOffset now = answer.GetRawResponse().Headers.Date ?? DateTimeOffset.UtcNow;
        if (details.ContentLength > FewestGuardedBytes && now - details.LastModified < s_growing)
        {
            // Asked for now, for once the blob has changed nobody can tell what it was made of.
            _blocks = TryGetBlocksAsync();
        }
    }

    private async Task<Stream> ReopenAsync(CancellationToken cancellation) =>
        (await GetAsync(cancellation).ConfigureAwait(false)).Value.Content;

    private Task<Response<BlobDownloadStreamingResult>> GetAsync(CancellationToken cancellation) =>
        _client.DownloadStreamingAsync(
            new BlobDownloadOptions
            {
                Range = _position > 0 ? new HttpRange(_position, _length > _position ? _length - _position : null) : default,
                Conditions = ETag is null ? null : new BlobRequestConditions { IfMatch = new ETag(ETag.Trim('"')) },
            },
            cancellation);

    private async Task RecoverAsync(Exception exception, CancellationToken cancellation)
    {
        if (_body is not null)
        {
            await _body.DisposeAsync().ConfigureAwait(false);
            _body = null;
        }

        switch (Last(exception))
        {
            case RequestFailedException { Status: 412 }:
                await FollowAsync(exception, cancellation).ConfigureAwait(false);
                return;
            case RequestFailedException { Status: >= 400 and < 500 and not 408 and not 429 }:
            case StorageException:
                throw Explain(exception);
        }

        if (++_failures >= MostFailures)
        {
            throw Explain(exception);
        }

        await Task.Delay(s_pause * _failures, cancellation).ConfigureAwait(false);
    }

    /// <summary>Goes on in a newer version if it begins with all that was read of the older one.</summary>
    private async Task FollowAsync(Exception exception, CancellationToken cancellation)
    {
        BlockList? old = await _blocks.WaitAsync(cancellation).ConfigureAwait(false);
        if (old is null || old.ETag != ETag)
        {
            throw Explain(exception);
        }

        BlockList now;
        try
        {
            now = await BlockList.GetAsync(_client, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (StorageFaults.IsFault(e, cancellation))
        {
            throw Explain(e);
        }

        int common = now.CountCommon(old);
        long unchanged = common > 0 ? old.Blocks[common - 1].End : 0;
        if (unchanged < _position)
        {
            // The last block only closes the brackets, and gives way to more records. All before it was read.
            if (common < old.Blocks.Count - 1)
            {
                throw Explain(exception);
            }

            unchanged = _position;
        }

        HasGrown = true;
        _length = Math.Min(_length, unchanged);
        ETag = now.ETag;
        _blocks = Task.FromResult<BlockList?>(now with { Blocks = [.. now.Blocks.Take(common)] });
    }

    private async Task<BlockList?> TryGetBlocksAsync()
    {
        try
        {
            return await BlockList.GetAsync(_client, _closed.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException || StorageFaults.IsFault(e, _closed.Token))
        {
            // Only a blob that changes while a connection breaks would need it, and is an error then.
            return null;
        }
    }

    private static Exception Last(Exception exception) =>
        exception is AggregateException { InnerExceptions: [.., { } inner] } ? inner : exception;

    private StorageException Explain(Exception exception) => StorageFaults.Wrap(exception, _blob.Context, _blob.Container, _blob.Url);
}
