namespace NsgFlow.Streaming;

/// <summary>
/// A bounded buffer between a thread that is given bytes and a worker that reads them as a stream. Writing never
/// waits: what has no room is not taken, so the writing thread can do something else meanwhile. Reading waits.
/// </summary>
internal sealed class BytePipe
{
    private const int Capacity = 1024 * 1024;

    /// <summary>
    /// How many bytes wake a waiting reader of themselves: to wake it for each line, or each byte, would cost more
    /// than decoding them.
    /// </summary>
    private const int Wake = 64 * 1024;

    private readonly object _gate = new();
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(Capacity);
    private readonly CancellationTokenRegistration _registration;
    private int _start;
    private int _count;

    /// <summary>Whether the reader may take what is there.</summary>
    private bool _released;
    private bool _isWaiting;
    private bool _isComplete;
    private bool _isClosed;
    private bool _isCancelled;
    private bool _hasUnread;

    /// <param name="cancellation">Wakes a waiting reader, which then throws.</param>
    public BytePipe(CancellationToken cancellation)
    {
        Reader = new PipeStream(this);
        _registration = cancellation.Register(Cancel);
    }

    /// <summary>The end that the worker reads, and closes when it wants no more.</summary>
    public Stream Reader { get; }

    /// <summary>Whether the reader would have to wait now.</summary>
    public bool IsStarved
    {
        get
        {
            lock (_gate)
            {
                return (_count == 0 || !_released) && !_isComplete;
            }
        }
    }

    /// <summary>Whether the reader closed before it had taken all that was written.</summary>
    public bool HasUnread
    {
        get
        {
            lock (_gate)
            {
                return _hasUnread;
            }
        }
    }

    /// <summary>Takes as many bytes as there is room for; all of them once the reader has closed.</summary>
    /// <returns>How many were taken.</returns>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                _hasUnread |= !bytes.IsEmpty;
                return bytes.Length;
            }

            int taken = Math.Min(bytes.Length, Capacity - _count);
            int end = (_start + _count) % Capacity;
            int first = Math.Min(taken, Capacity - end);
            bytes[..first].CopyTo(_buffer.AsSpan(end));
            bytes[first..taken].CopyTo(_buffer);
            _count += taken;
            if (_count >= Wake)
            {
                Release();
            }

            return taken;
        }
    }

    /// <summary>Lets the reader have what was written, however little.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            Release();
        }
    }

    /// <summary>Nothing more will be written: the reader comes to the end.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            Release();
        }
    }

    /// <summary>Waits up to a while until there is room.</summary>
    public bool WaitForRoom(TimeSpan wait)
    {
        lock (_gate)
        {
            return HasRoom || (Monitor.Wait(_gate, wait) && HasRoom);
        }
    }

    /// <summary>Waits up to a while until the reader has dealt with all that was let through and waits for more, or has gone.</summary>
    public bool WaitUntilRead(TimeSpan wait)
    {
        lock (_gate)
        {
            return IsRead || (Monitor.Wait(_gate, wait) && IsRead);
        }
    }

    private bool HasRoom => _count < Capacity || _isClosed;

    private bool IsRead => (_isWaiting && !_released) || _isClosed;

    private void Release()
    {
        _released = _count > 0;
        Monitor.PulseAll(_gate);
    }

    private void Cancel()
    {
        lock (_gate)
        {
            _isCancelled = true;
            Monitor.PulseAll(_gate);
        }
    }

    private int Read(Span<byte> target)
    {
        lock (_gate)
        {
            while (!_released && !_isComplete && !_isCancelled)
            {
                _isWaiting = true;
                Monitor.PulseAll(_gate);
                Monitor.Wait(_gate);
            }

            _isWaiting = false;
            if (_isCancelled)
            {
                throw new OperationCanceledException();
            }

            int taken = Math.Min(target.Length, _count);
            int first = Math.Min(taken, Capacity - _start);
            _buffer.AsSpan(_start, first).CopyTo(target);
            _buffer.AsSpan(0, taken - first).CopyTo(target[first..]);
            _start = (_start + taken) % Capacity;
            _count -= taken;
            _released &= _count > 0;
            Monitor.PulseAll(_gate);
            return taken;
        }
    }

    private void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _hasUnread |= _count > 0;
            Monitor.PulseAll(_gate);
        }

        // Not under the lock: it waits for a cancellation that is under way, which takes the lock.
        _registration.Dispose();
    }

    private sealed class PipeStream(BytePipe pipe) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => pipe.Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer) => pipe.Read(buffer);

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
                pipe.Close();
            }

            base.Dispose(disposing);
        }
    }
}
