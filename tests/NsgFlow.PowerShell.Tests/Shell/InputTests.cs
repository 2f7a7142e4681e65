namespace NsgFlow.PowerShell.Tests.Shell;

public sealed class InputTests
{
    private static readonly string s_twoLines = $"one{Environment.NewLine}two{Environment.NewLine}";

    [Theory]
    [InlineData("-Command", "-")]
    [InlineData]
    public async Task Standard_input_can_hold_the_commands(params string[] arguments)
    {
        ShellResult result = await ShellProcess.RunAsync(
            "function Get-Sum {\n  1 + 2\n}\n\nGet-Sum\nexit 6\n", arguments);

        Assert.Equal("3", result.Output.Trim());
        Assert.Equal(6, result.ExitCode);
    }

    [Fact]
    public async Task A_command_reads_standard_input_as_its_input()
    {
        ShellResult result = await ShellProcess.RunAsync(s_twoLines, ["-c", "$input | ForEach-Object { \"<$_>\" }"]);

        Assert.Equal(["<one>", "<two>"], result.OutputLines);
    }

    [Fact]
    public async Task A_script_gets_each_line_as_it_arrives()
    {
        using ScriptFolder folder = new();
        using ShellProcess shell = ShellProcess.Start([folder.Write("each.ps1", "process { \"<$_>\" }")]);

        await shell.WriteLineAsync("one");
        Assert.Equal("<one>", await shell.ReadLineAsync());
        await shell.WriteLineAsync("two");
        Assert.Equal("<two>", await shell.ReadLineAsync());
    }

    [Fact]
    public async Task A_command_that_does_not_ask_for_input_does_not_wait_for_it()
    {
        using ShellProcess shell = ShellProcess.Start(["-c", "'done'"]);

        ShellResult result = await shell.FinishAsync();

        Assert.Equal("done", result.Output.Trim());
    }

    [Fact]
    public async Task The_host_reads_lines_of_redirected_input()
    {
        ShellResult result = await ShellProcess.RunAsync(
            s_twoLines, ["-c", "$Host.UI.ReadLine(); $Host.UI.ReadLine(); $null -eq $Host.UI.ReadLine()"]);

        Assert.Equal(["one", "two", "True"], result.OutputLines);
    }
}
