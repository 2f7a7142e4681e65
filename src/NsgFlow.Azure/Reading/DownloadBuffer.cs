using System.Runtime.ExceptionServices;

namespace NsgFlow.Azure.Reading;

/// <summary>
/// A bounded buffer between a download, which waits without a thread, and a worker that reads with one.
/// </summary>
internal sealed class DownloadBuffer(byte[] bytes)
{
    private readonly object _gate = new();
    private TaskCompletionSource? _room;
    private int _start;
    private int _count;
    private bool _isComplete;
    private bool _isClosed;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Whether the reader would have to wait now.</summary>
    public bool IsStarved
    {
        get
        {
            lock (_gate)
            {
                return _count == 0 && !_isComplete && _failure is null;
            }
        }
    }

    /// <summary>Free bytes in one piece, waiting until there are some; none when the reader has gone.</summary>
    public async ValueTask<Memory<byte>> GetRoomAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task wait;
            lock (_gate)
            {
                if (_isClosed)
                {
                    return default;
                }

                if (_count < bytes.Length)
                {
                    int end = (_start + _count) % bytes.Length;
                    return bytes.AsMemory(end, Math.Min(bytes.Length - _count, bytes.Length - end));
                }

                _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                wait = _room.Task;
            }

            await wait.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>So many of the free bytes were filled.</summary>
    public void Advance(int count)
    {
        lock (_gate)
        {
            _count += count;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Nothing more will come; where something failed the reader is told behind the last byte.</summary>
    public void Complete(Exception? failure)
    {
        lock (_gate)
        {
            _isComplete = true;
            _failure = failure is null ? null : ExceptionDispatchInfo.Capture(failure);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The reader has gone, or must go.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _room?.TrySetResult();
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for bytes; none at the end.</summary>
    /// <exception cref="OperationCanceledException">The buffer was closed meanwhile.</exception>
    public int Read(Span<byte> target)
    {
        lock (_gate)
        {
            while (_count == 0 && !_isComplete && !_isClosed)
            {
                Monitor.Wait(_gate);
            }

            if (_isClosed)
            {
                throw new OperationCanceledException();
            }

            if (_count == 0)
            {
                _failure?.Throw();
                return 0;
            }

            int taken = Math.Min(target.Length, _count);
            int first = Math.Min(taken, bytes.Length - _start);
            bytes.AsSpan(_start, first).CopyTo(target);
            bytes.AsSpan(0, taken - first).CopyTo(target[first..]);
            _start = (_start + taken) % bytes.Length;
            _count -= taken;
            _room?.TrySetResult();
            _room = null;
            return taken;
        }
    }
}
