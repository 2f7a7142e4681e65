namespace NsgFlow.PowerShell.Tests.Shell;

public sealed class ScriptArgumentTests
{
    private const string ShowParameters = """
        param([string]$Name, [int]$Count = 1, [switch]$Flag, [Parameter(ValueFromRemainingArguments)]$Rest)
        "Name=$Name Count=$Count Flag=$Flag Rest=$($Rest -join '+')"
        """;

    private const string ShowArguments = "\"$($args -join '|') of $($args.Count)\"";

    [Theory]
    [InlineData("Name=two words Count=3 Flag=True Rest=x+y", "two words", "-Count", "3", "-Flag", "x", "y")]
    [InlineData("Name=-5 Count=2 Flag=False Rest=", "-Flag:$false", "-Count:2", "-Name", "-5")]
    public async Task Arguments_bind_as_in_pwsh(string expected, params string[] arguments)
    {
        using ScriptFolder folder = new();

        ShellResult result = await ShellProcess.RunAsync(
            ["-File", folder.Write("with [brackets].ps1", ShowParameters), .. arguments]);

        Assert.Equal(expected, result.Output.Trim());
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task A_script_without_parameters_gets_plain_text()
    {
        using ScriptFolder folder = new();

        ShellResult result = await ShellProcess.RunAsync(
            folder.Write("plain.ps1", ShowArguments), "-a", "b", "-c:d", "$true", "@{a=1}", "-", "");

        Assert.Equal("-a|b|-c|d|$true|@{a=1}|-| of 8", result.Output.Trim());
    }
}
