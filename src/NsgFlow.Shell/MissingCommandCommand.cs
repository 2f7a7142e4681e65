using System.Management.Automation;

namespace NsgFlow.Shell;

/// <summary>
/// Stands in for a command that comes with PowerShell only. It takes whatever arguments the real one takes and
/// fails before anything upstream has run, as a command that does not exist would.
/// </summary>
[Cmdlet("Missing", "Command")]
public sealed class MissingCommandCommand : PSCmdlet
{
    // The engine asks for this spelling on behalf of the redirection operators.
    private const string RedirectionTarget = "out-file";

    /// <summary>Input, taken so that binding succeeds.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <summary>Arguments, taken so that binding succeeds.</summary>
    [Parameter(ValueFromRemainingArguments = true)]
    public object[]? Argument { get; set; }

    /// <summary>Fails.</summary>
    protected override void BeginProcessing()
    {
        string called = MyInvocation.MyCommand.Name;
        MissingCommand? missing = MissingCommands.Find(called);
        CommandNotFoundException error = new(Describe(called, missing)) { CommandName = called };
        ThrowTerminatingError(new ErrorRecord(error, "CommandNotPartOfShell", ErrorCategory.ObjectNotFound, called));
    }

    private static string Describe(string called, MissingCommand? missing)
    {
        string name = missing?.Name ?? called;
        string subject = called.Equals(RedirectionTarget, StringComparison.Ordinal)
            ? $"Redirection to a file (> and >>) uses '{name}', which"
            : $"The command '{name}'";
        return $"{subject} comes with PowerShell itself (module {missing?.Module}) and is not part of nsgflow. "
            + "To use it, install PowerShell 7.4 or later and import the module NsgFlow.PowerShell there.";
    }
}
