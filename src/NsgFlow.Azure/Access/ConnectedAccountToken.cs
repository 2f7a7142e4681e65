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

    private readonly object _gate = new();
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (string Token, DateTimeOffset ExpiresOn)? _token;

    /// <summary>Whether the pipeline's thread should fetch one now.</summary>
    public bool IsWanted
    {
        get
        {
            lock (_gate)
            {
                return _token is not { } token || token.ExpiresOn - DateTimeOffset.UtcNow < s_early;
            }
        }
    }

    public void Set(string token, DateTimeOffset expiresOn)
    {
        lock (_gate)
        {
            _token = (token, expiresOn);
            _arrival.TrySetResult();
            _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

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
