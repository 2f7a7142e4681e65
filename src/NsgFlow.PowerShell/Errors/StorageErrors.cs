using System.Management.Automation;
using NsgFlow.Azure.Faults;

namespace NsgFlow.PowerShell.Errors;

/// <summary>Turns a request that failed into an error record.</summary>
internal static class StorageErrors
{
    public static ErrorRecord ToError(StorageException failure)
    {
        StorageFault fault = failure.Fault;
        string detail = fault.Status > 0
            ? ErrorFactory.Format("StorageAnswer", fault.Status, fault.Code ?? "no code", fault.Detail)
            : fault.Detail;
        return ErrorFactory.Create(fault.Kind.ToString(), CategoryOf(fault.Kind), fault.Target, failure, fault.Target, detail);
    }

    private static ErrorCategory CategoryOf(StorageFaultKind kind) => kind switch
    {
        StorageFaultKind.StorageUnauthenticated or StorageFaultKind.StorageNoCredential => ErrorCategory.AuthenticationError,
        StorageFaultKind.StorageKeyRefused or StorageFaultKind.StorageSasRefused or StorageFaultKind.StorageForbidden or StorageFaultKind.StorageFirewall =>
            ErrorCategory.PermissionDenied,
        StorageFaultKind.StorageAccountNotFound or StorageFaultKind.StorageContainerNotFound or StorageFaultKind.BlobNotFound => ErrorCategory.ObjectNotFound,
        StorageFaultKind.StorageConflict => ErrorCategory.ResourceExists,
        StorageFaultKind.BlobChanged => ErrorCategory.InvalidResult,
        StorageFaultKind.StorageBusy => ErrorCategory.ResourceBusy,
        StorageFaultKind.StorageTimeout => ErrorCategory.OperationTimeout,
        StorageFaultKind.StorageUnreachable => ErrorCategory.ConnectionError,
        _ => ErrorCategory.InvalidOperation,
    };
}
