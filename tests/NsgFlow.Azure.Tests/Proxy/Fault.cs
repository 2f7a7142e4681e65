using NsgFlow.Azure.Tests.Loopback;

namespace NsgFlow.Azure.Tests.Proxy;

/// <summary>What the proxy does to a request instead of passing it on as it is.</summary>
internal abstract record Fault
{
    /// <summary>An error of the service, without asking it.</summary>
    /// <param name="Status">Such as 503.</param>
    /// <param name="Code">The service's own name for it, such as ServerBusy.</param>
    /// <param name="RetryAfter">The seconds of the header Retry-After; null for none.</param>
    public sealed record Answer(int Status, string Code, int? RetryAfter = null) : Fault;

    /// <summary>The body is passed on up to a part of its length, and then this happens.</summary>
    /// <param name="At">The part, 0 to 1.</param>
    public abstract record InBody(double At) : Fault;

    /// <summary>The connection is reset.</summary>
    public sealed record Reset(double At) : InBody(At);

    /// <summary>The connection ends in good order, but too early.</summary>
    public sealed record Truncate(double At) : InBody(At);

    /// <summary>Nothing more comes, and the connection stays.</summary>
    public sealed record Stall(double At) : InBody(At);

    /// <summary>From here, one byte a second.</summary>
    /// <param name="At">The part, 0 to 1.</param>
    /// <param name="Bytes">So many bytes; the rest comes at once.</param>
    public sealed record Drip(double At, int Bytes = int.MaxValue) : InBody(At);

    /// <summary>Something happens to the account before the request is passed on, between list and read.</summary>
    public sealed record Before(Func<LoggedRequest, Task> Happening) : Fault;

    /// <summary>Something happens to the account in the middle of a read, and then the connection is reset.</summary>
    public sealed record During(double At, Func<LoggedRequest, Task> Happening) : InBody(At);

    public static Answer InternalError { get; } = new(500, "InternalError");

    public static Answer ServerBusy { get; } = new(503, "ServerBusy", RetryAfter: 1);

    public static Answer TooManyRequests { get; } = new(429, "TooManyRequests", RetryAfter: 1);
}
