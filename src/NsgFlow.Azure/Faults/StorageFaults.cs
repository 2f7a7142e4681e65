using System.Net.Sockets;
using System.Security.Authentication;
using Azure;
using Azure.Identity;
using NsgFlow.Azure.Access;

namespace NsgFlow.Azure.Faults;

/// <summary>Tells of an exception of the service's clients what it means.</summary>
internal static class StorageFaults
{
    /// <summary>Whether an exception is a failed request, and not a mistake of ours or our own cancellation.</summary>
    public static bool IsFault(Exception exception, CancellationToken cancellation) =>
        exception is RequestFailedException or AuthenticationFailedException or StorageException or IOException or SocketException or TimeoutException or HttpRequestException
        || (exception is OperationCanceledException && !cancellation.IsCancellationRequested)
        || (exception is AggregateException all && all.InnerExceptions.Count > 0 && all.InnerExceptions.All(e => IsFault(e, cancellation)));

    /// <param name="exception">What was thrown.</param>
    /// <param name="context">The account.</param>
    /// <param name="container">The container, where the request was about one.</param>
    /// <param name="blob">The blob's address, where the request was about one.</param>
    public static StorageException Wrap(Exception exception, FlowStorageContext context, string? container = null, string? blob = null)
    {
        if (exception is StorageException known)
        {
            return known;
        }

        // Repeats are thrown together; the last one tells how things stand.
        Exception last = exception is AggregateException { InnerExceptions: [.., { } inner] } ? inner : exception;
        var failed = last as RequestFailedException;
        return new StorageException(new StorageFault
        {
            Kind = KindOf(last, context),
            Target = blob ?? (container is null ? context.BlobEndpoint.AbsoluteUri : context.BlobEndpoint.AbsoluteUri + container),
            Status = failed?.Status ?? 0,
            Code = failed?.ErrorCode,
            Detail = SecretText.Clean(DetailOf(last)),
        });
    }

    private static StorageFaultKind KindOf(Exception exception, FlowStorageContext context) => exception switch
    {
        RequestFailedException { Status: > 0 } failed => KindOf(failed, context),
        _ when HasInner<AuthenticationFailedException>(exception) => StorageFaultKind.StorageNoCredential,
        _ when HasInner<SocketException>(exception, e => e.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData) => StorageFaultKind.StorageAccountNotFound,
        _ when exception is OperationCanceledException || HasInner<TimeoutException>(exception) || HasInner<OperationCanceledException>(exception)
            || HasInner<SocketException>(exception, e => e.SocketErrorCode == SocketError.TimedOut) => StorageFaultKind.StorageTimeout,
        RequestFailedException or IOException or SocketException or HttpRequestException => StorageFaultKind.StorageUnreachable,
        _ => StorageFaultKind.StorageRequestFailed,
    };

    private static StorageFaultKind KindOf(RequestFailedException failed, FlowStorageContext context) => (failed.Status, failed.ErrorCode) switch
    {
        (401, _) => StorageFaultKind.StorageUnauthenticated,
        (403, "AuthenticationFailed" or "InvalidAuthenticationInfo" or "KeyBasedAuthenticationNotPermitted") when context.Access is KeyAccess => StorageFaultKind.StorageKeyRefused,
        (403, _) when context.Access is KeyAccess && failed.Message.Contains("failed to authenticate", StringComparison.Ordinal) => StorageFaultKind.StorageKeyRefused,
        (403, "AuthorizationFailure" or "IpAuthorizationError" or "AuthorizationSourceIPMismatch") when context.Access is not SasAccess => StorageFaultKind.StorageFirewall,
        (403, _) when context.Access is SasAccess => StorageFaultKind.StorageSasRefused,
        (403, _) => StorageFaultKind.StorageForbidden,
        (404, "ContainerNotFound" or "ContainerBeingDeleted") => StorageFaultKind.StorageContainerNotFound,
        (404, "AccountNotFound" or "ResourceNotFound") => StorageFaultKind.StorageAccountNotFound,
        (404, _) => StorageFaultKind.BlobNotFound,
        (409, _) => StorageFaultKind.StorageConflict,
        (412, _) => StorageFaultKind.BlobChanged,
        (408 or 504, _) => StorageFaultKind.StorageTimeout,
        (429 or 503, _) => StorageFaultKind.StorageBusy,
        (>= 500, _) => StorageFaultKind.StorageUnreachable,
        _ => StorageFaultKind.StorageRequestFailed,
    };

    /// <summary>The service's own sentence, without the headers and the body that the client writes behind it.</summary>
    private static string DetailOf(Exception exception)
    {
        Exception deepest = exception;
        if (exception is not RequestFailedException { Status: > 0 } and not AuthenticationFailedException)
        {
            while (deepest.InnerException is { } inner)
            {
                deepest = inner;
            }
        }

        return deepest is AuthenticationException ? exception.Message + " " + deepest.Message : deepest.Message;
    }

    private static bool HasInner<T>(Exception exception, Func<T, bool>? condition = null)
        where T : Exception
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is T wanted && (condition is null || condition(wanted)))
            {
                return true;
            }
        }

        return false;
    }
}
