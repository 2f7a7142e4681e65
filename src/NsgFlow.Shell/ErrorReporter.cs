using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace NsgFlow.Shell;

/// <summary>Shows errors that ended a pipeline as the engine shows those that did not.</summary>
internal static class ErrorReporter
{
    /// <summary>Shows an error, with its place where it has one.</summary>
    public static void Report(Runspace runspace, ShellHostUserInterface userInterface, Exception error)
    {
        ErrorRecord record = (error as IContainsErrorRecord)?.ErrorRecord
            ?? new ErrorRecord(error, "UnexpectedError", ErrorCategory.NotSpecified, targetObject: null);

        // Only the engine itself can mark an object as an error for the formatter, which lays this one out
        // as an error but sends it to the output.
        using IDisposable diversion = userInterface.DivertOutputToError();
        try
        {
            using PowerShell pipeline = PowerShell.Create(runspace);
            pipeline.AddCommand("Out-Default");
            pipeline.Invoke(new[] { record });
        }
        catch (RuntimeException)
        {
            // A session whose error view is broken: the plain message below is better than nothing.
        }

        if (!userInterface.HasDiverted)
        {
            // The view shows nothing for text that ends too early, which it takes for half of a prompt.
            userInterface.WriteErrorLine(error.Message);
        }
    }
}
