using System.Net.Sockets;
using Azure.Core;
using Azure.Core.Pipeline;

namespace NsgFlow.Azure.Clients;

/// <summary>
/// Repeats what may succeed the next time, with growing pauses, or those that the service asks for. A name that does
/// not exist will not exist in ten seconds either: whoever mistyped an account is told at once.
/// </summary>
internal sealed class PatientRetryPolicy() : RetryPolicy(MostRetries, DelayStrategy.CreateExponentialDelayStrategy(s_firstPause, s_longestPause))
{
    private const int MostRetries = 5;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(0.4);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        !IsUnknownHost(exception) && base.ShouldRetry(message, exception);

    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        IsUnknownHost(exception) ? new(false) : base.ShouldRetryAsync(message, exception);

    private static bool IsUnknownHost(Exception? exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData })
            {
                return true;
            }
        }

        return false;
    }
}
