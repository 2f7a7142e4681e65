namespace NsgFlow.PowerShell.Tests.Shell;

public sealed class CommandLineTests
{
    private const int UsageError = 64;

    [Theory]
    [InlineData("-Help")]
    [InlineData("-?")]
    public async Task Help_goes_to_the_output(string option)
    {
        ShellResult result = await ShellProcess.RunAsync(option);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("Usage: nsgflow", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task The_version_names_the_shell_and_the_engine()
    {
        ShellResult result = await ShellProcess.RunAsync("-Version");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^nsgflow \d+\.\d+\.\d+\S* \(PowerShell engine 7\.\d+\.\d+\)\s*$", result.Output);
    }

    [Theory]
    [InlineData("The option '-Foo' is not known", "-Foo")]
    [InlineData("The option '-no' is not known", "-no", "-c", "1")]
    [InlineData("The argument 'word' is neither an option nor the path of a script", "word")]
    [InlineData("-Command needs the text", "-Command")]
    [InlineData("-File needs the path", "-f")]
    [InlineData("-ExecutionPolicy needs a value", "-ExecutionPolicy")]
    [InlineData("The script 'missing.ps1' does not exist", "missing.ps1")]
    [InlineData("The script 'missing.ps1' does not exist", "-File", "missing.ps1", "-Name", "x")]
    public async Task Wrong_arguments_show_the_reason_and_the_usage(string reason, params string[] arguments)
    {
        ShellResult result = await ShellProcess.RunAsync(arguments);

        Assert.Equal(UsageError, result.ExitCode);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Contains("Usage: nsgflow", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task A_file_that_is_no_script_is_refused()
    {
        using ScriptFolder folder = new();

        ShellResult result = await ShellProcess.RunAsync("-File", folder.Write("script.txt", "1"));

        Assert.Equal(UsageError, result.ExitCode);
        Assert.Contains("does not end in .ps1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_of_pwsh_are_accepted_and_the_words_of_a_command_joined()
    {
        ShellResult result = await ShellProcess.RunAsync(
            "-NoProfile", "-noni", "-NoLogo", "-ep", "Bypass", "-ExecutionPolicy", "Bypass", "--command", "1", "+", "2");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("3", result.Output.Trim());
    }
}
