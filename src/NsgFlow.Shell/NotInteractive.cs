using System.Management.Automation;
using System.Management.Automation.Host;

namespace NsgFlow.Shell;

/// <summary>The one answer to everything that would need a person.</summary>
internal static class NotInteractive
{
    /// <summary>The error for an operation, named as "read keys".</summary>
    public static HostException Error(string operation) => new(
        $"nsgflow is not interactive and cannot {operation}.",
        innerException: null,
        errorId: "NotInteractive",
        ErrorCategory.NotImplemented);
}
