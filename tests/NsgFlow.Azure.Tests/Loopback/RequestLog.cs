using Microsoft.AspNetCore.Http;

namespace NsgFlow.Azure.Tests.Loopback;

/// <summary>The requests that came, in order.</summary>
internal sealed class RequestLog
{
    private readonly Lock _lock = new();
    private readonly List<LoggedRequest> _requests = [];

    /// <summary>A copy of what came so far.</summary>
    public IReadOnlyList<LoggedRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    public LoggedRequest Add(HttpRequest request)
    {
        lock (_lock)
        {
            var logged = new LoggedRequest(_requests.Count + 1, request);
            _requests.Add(logged);
            return logged;
        }
    }

    public int Count(BlobOperation operation) => Requests.Count(request => request.Operation == operation);

    public IEnumerable<LoggedRequest> Of(BlobOperation operation) => Requests.Where(request => request.Operation == operation);

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
        }
    }
}
