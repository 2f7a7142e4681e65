using System.Management.Automation;
using NsgFlow.PowerShell.Errors;

namespace NsgFlow.PowerShell.Output;

/// <summary>The errors about a file as a whole.</summary>
internal static class ReadErrors
{
    /// <summary>A file or stream that cannot be opened or read on.</summary>
    public static ErrorRecord Unreadable(string id, string name, Exception exception) =>
        ErrorFactory.Create(id, CategoryOf(exception), name, exception, name, exception.Message);

    /// <summary>A file that the user named is an error when it is no flow log; one that was merely found is a warning.</summary>
    public static void WriteForeign(PSCmdlet cmdlet, string name, string? content, bool isNamed)
    {
        ErrorRecord error = ErrorFactory.Create(ErrorId.NotFlowLog, ErrorCategory.InvalidType, name, inner: null, name, content ?? "no JSON of a flow log");
        if (isNamed)
        {
            cmdlet.WriteError(error);
        }
        else
        {
            cmdlet.WriteWarning(error.Exception.Message);
        }
    }

    private static ErrorCategory CategoryOf(Exception exception) => exception switch
    {
        UnauthorizedAccessException => ErrorCategory.PermissionDenied,
        FileNotFoundException or DirectoryNotFoundException => ErrorCategory.ObjectNotFound,
        IOException or ObjectDisposedException or NotSupportedException => ErrorCategory.ReadError,
        _ => ErrorCategory.NotSpecified,
    };
}
