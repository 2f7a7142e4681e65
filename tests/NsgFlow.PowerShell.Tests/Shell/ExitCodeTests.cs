namespace NsgFlow.PowerShell.Tests.Shell;

/// <summary>The codes are those pwsh gives for the same command lines.</summary>
public sealed class ExitCodeTests
{
    [Theory]
    [InlineData("exit 5", 5)]
    [InlineData("& { exit 4 }; 1", 4)]
    [InlineData("throw 'stop'", 1)]
    [InlineData("no-such-command; 1", 0)]
    [InlineData("1; no-such-command", 1)]
    [InlineData("if ( {", 1)]
    public async Task A_command_counts_by_exit_or_by_its_last_statement(string command, int expected)
    {
        ShellResult result = await ShellProcess.RunAsync("-Command", command);

        Assert.Equal(expected, result.ExitCode);
        Assert.Equal(
            command.StartsWith("exit", StringComparison.Ordinal) || command.StartsWith('&'), result.Error.Length == 0);
    }

    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("throw 'stop'", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; no-such-command; exit 7", 1)]
    [InlineData("no-such-command", 0)]
    [InlineData("& \"$PSScriptRoot/other.ps1\"", 0)]
    public async Task A_script_counts_by_exit_or_by_an_error_that_ended_it(string script, int expected)
    {
        using ScriptFolder folder = new();
        folder.Write("other.ps1", "exit 9");

        ShellResult result = await ShellProcess.RunAsync(folder.Write("script.ps1", script));

        Assert.Equal(expected, result.ExitCode);
    }

    [Fact]
    public async Task A_module_that_cannot_be_loaded_is_an_error()
    {
        using ScriptFolder folder = new();

        ShellResult result = await ShellProcess.RunAsync(
            string.Empty, ["-c", "'never'"], new Dictionary<string, string> { ["NSGFLOW_MODULE"] = folder.PathOf("none") });

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("the module NsgFlow.PowerShell could not be loaded from", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }
}
