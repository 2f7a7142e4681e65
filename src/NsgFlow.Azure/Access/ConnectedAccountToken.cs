using NsgFlow.Azure.Faults;

namespace NsgFlow.Azure.Access;

/// <summary>
/// A token that only the thread of a pipeline can fetch, for it is a command of the shell that gives it. Workers take it
/// from here; where it has ended they wait until the pipeline's thread has brought another.
/// </summary>
internal sealed class ConnectedAccountToken
{
    /// <summary>A new one is fetched this long before the end.</summary>
    private static readonly TimeSpan s_early = TimeSpan.FromMinutes(6);

    /// <summary>Nobody waits for a pipeline that does not come by.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(2);

    /// <summary>How long after one attempt another is made.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(20);

    private readonly object _gate = new();
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (string Token, DateTimeOffset ExpiresOn)? _token;
    private DateTimeOffset _nextTry;

    /// <summary>Whether the pipeline's thread should fetch one now.</summary>
    public bool IsWanted
    {
        get
        {
            lock (_gate)
            {
                DateTimeOffset now = DateTimeOffset.UtcNow;
                return now >= _nextTry && (_token is not { } token || token.ExpiresOn - now < s_early);
            }
        }
    }

    /// <summary>Whether there is none that a request could use.</summary>
    public bool IsMissing
    {
        get
        {
            lock (_gate)
            {
                return !(_token?.ExpiresOn > DateTimeOffset.UtcNow);
            }
        }
    }

    /// <summary>
    /// The pipeline's thread cannot bring one: whoever waits is told why, and it is not asked again for a while. What is
    /// there is used to its end.
    /// </summary>
    public void Fail(StorageException reason)
    {
        lock (_gate)
        {
            _nextTry = DateTimeOffset.UtcNow + s_pause;
            _arrival.TrySetException(reason);
            _ = _arrival.Task.Exception;
            _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Set(string token, DateTimeOffset expiresOn)
    {
        lock (_gate)
        {
            _token = (token, expiresOn);

            // A token that is short-lived from the start must not be fetched over and over.
            _nextTry = DateTimeOffset.UtcNow + s_pause;
            _arrival.TrySetResult();
            _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <exception cref="StorageException">The shell gives none.</exception>
    /// <exception cref="TimeoutException">The pipeline's thread brought none.</exception>
    public async ValueTask<(string Token, DateTimeOffset ExpiresOn)> GetAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                if (_token is { } token && token.ExpiresOn > DateTimeOffset.UtcNow)
                {
                    return token;
                }

                arrival = _arrival.Task;
            }

            await arrival.WaitAsync(s_longestWait, cancellation).ConfigureAwait(false);
        }
    }
}
