using System.Management.Automation;
using System.Security;
using NsgFlow.Azure.Faults;
using NsgFlow.Custody;
using NsgFlow.PowerShell.Errors;

namespace NsgFlow.PowerShell.Custody;

/// <summary>Turns what kept a copy from being taken into an error record.</summary>
internal static class EvidenceErrors
{
    /// <summary>Whether an exception is about one blob, so that the others go on.</summary>
    public static bool IsFailure(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or SecurityException or EvidenceException;

    /// <param name="exception">What was thrown.</param>
    /// <param name="subject">The blob or folder it was about.</param>
    public static ErrorRecord ToError(Exception exception, string subject) => exception switch
    {
        StorageException storage => StorageErrors.ToError(storage),
        EvidenceException evidence => ToError(evidence),
        UnauthorizedAccessException or SecurityException => NotWritten(exception, ErrorCategory.PermissionDenied, subject),
        _ => NotWritten(exception, ErrorCategory.WriteError, subject),
    };

    private static ErrorRecord NotWritten(Exception exception, ErrorCategory category, string subject) =>
        ErrorFactory.Create(ErrorId.EvidenceNotWritten, category, subject, exception, subject, exception.Message);

    private static ErrorRecord ToError(EvidenceException exception)
    {
        (string id, ErrorCategory category) = exception.Fault switch
        {
            EvidenceFault.UnsafeName => (ErrorId.UnsafeBlobName, ErrorCategory.SecurityError),
            EvidenceFault.SamePath => (ErrorId.EvidencePathTaken, ErrorCategory.ResourceExists),
            EvidenceFault.OtherBytes => (ErrorId.EvidenceDiffers, ErrorCategory.ResourceExists),
            EvidenceFault.LinkedFolder => (ErrorId.EvidenceFolderLinked, ErrorCategory.SecurityError),
            EvidenceFault.WrongLength => (ErrorId.BlobLengthWrong, ErrorCategory.InvalidResult),
            _ => (ErrorId.EvidenceFolderInUse, ErrorCategory.ResourceBusy),
        };
        return ErrorFactory.Create(id, category, exception.Subject, exception, exception.Subject, exception.Detail);
    }
}
