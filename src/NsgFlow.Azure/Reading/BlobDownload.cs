using Azure.Storage.Blobs.Specialized;
using NsgFlow.Azure.Clients;
using NsgFlow.Azure.Listing;

namespace NsgFlow.Azure.Reading;

/// <summary>Brings the bytes of a blob into a buffer, ahead of the worker that reads them.</summary>
internal sealed class BlobDownload
{
    private readonly BlockBlobClient _client;
    private readonly ListedBlob _blob;
    private readonly StorageTraffic _traffic;
    private readonly CancellationTokenSource _stop;
    private readonly DownloadBuffer _buffer;
    private readonly CancellationTokenRegistration _wake;
    private volatile bool _hasGrown;

    public BlobDownload(BlockBlobClient client, ListedBlob blob, BufferPool buffers, StorageTraffic traffic, CancellationToken cancellation)
    {
        _client = client;
        _blob = blob;
        _traffic = traffic;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        byte[] bytes = buffers.Rent();
        _buffer = new DownloadBuffer(bytes);
        _wake = cancellation.Register(_buffer.Close);
        Reader = new DownloadStream(this);
        Task pump = Task.Run(PumpAsync, CancellationToken.None);

        // Only when the pump no longer writes into them.
        Bytes = pump.ContinueWith(_ => bytes, TaskScheduler.Default);
        Buffers = buffers;
    }

    /// <summary>The end that the worker reads, and closes when it wants no more.</summary>
    public Stream Reader { get; }

    public bool IsStarved => _buffer.IsStarved;

    public bool HasGrown => _hasGrown;

    private Task<byte[]> Bytes { get; }

    private BufferPool Buffers { get; }

    private async Task PumpAsync()
    {
        Exception? failure = null;
        try
        {
            ResumableBlobStream blob = await ResumableBlobStream.OpenAsync(_client, _blob, _traffic, _stop.Token).ConfigureAwait(false);
            await using (blob.ConfigureAwait(false))
            {
                while (await _buffer.GetRoomAsync(_stop.Token).ConfigureAwait(false) is { IsEmpty: false } room
                    && await blob.ReadAsync(room, _stop.Token).ConfigureAwait(false) is > 0 and int read)
                {
                    _buffer.Advance(read);
                    _hasGrown = blob.HasGrown;
                }
            }
        }
        catch (Exception e)
        {
            failure = e;
        }

        _buffer.Complete(failure);
    }

    private void Close()
    {
        _buffer.Close();
        _stop.Cancel();
        _wake.Dispose();
        Bytes.ContinueWith(
            bytes =>
            {
                Buffers.Return(bytes.Result);
                _stop.Dispose();
            },
            TaskScheduler.Default);
    }

    private sealed class DownloadStream(BlobDownload download) : Stream
    {
        private bool _isClosed;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => download._buffer.Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer) => download._buffer.Read(buffer);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_isClosed)
            {
                _isClosed = true;
                download.Close();
            }

            base.Dispose(disposing);
        }
    }
}
