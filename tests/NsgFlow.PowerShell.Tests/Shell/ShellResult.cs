namespace NsgFlow.PowerShell.Tests.Shell;

/// <summary>What one run of nsgflow left.</summary>
internal sealed record ShellResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of standard output that are not blank.</summary>
    public string[] OutputLines => Output.Split(
        Environment.NewLine, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
