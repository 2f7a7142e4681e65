namespace NsgFlow.PowerShell.Tests.Shell;

public sealed class StreamTests
{
    private const char Escape = '\u001b';

    private const string WriteToEveryStream = """
        function Write-Every {
            [CmdletBinding()] param()
            $PSCmdlet.WriteVerbose('a verbose line')
            $PSCmdlet.WriteWarning('a warning')
            $PSCmdlet.WriteInformation([System.Management.Automation.InformationRecord]::new('an information', 'here'))
            $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'progress', 'half'))
            $record = [System.Management.Automation.ErrorRecord]::new(
                [System.Exception]::new('an error'), 'AnError', 'NotSpecified', $null)
            $PSCmdlet.WriteError($record)
            "grüße"
        }
        Write-Every -Verbose -InformationAction Continue
        [pscustomobject]@{ Left = 'x' * 90; Right = 'end' }
        "$([char]27)[31mred$([char]27)[0m"
        """;

    [Fact]
    public async Task Results_and_everything_else_go_to_different_streams_without_escapes()
    {
        ShellResult result = await ShellProcess.RunAsync("-c", WriteToEveryStream);

        Assert.Equal(["an information", "grüße"], result.OutputLines[..2]);
        Assert.Contains(result.OutputLines, line => line.StartsWith("xxx", StringComparison.Ordinal) && line.EndsWith("end", StringComparison.Ordinal));
        Assert.Equal("red", result.OutputLines[^1]);
        Assert.Contains("VERBOSE: a verbose line", result.Error, StringComparison.Ordinal);
        Assert.Contains("WARNING: a warning", result.Error, StringComparison.Ordinal);
        Assert.Contains("an error", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("progress", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, result.Output + result.Error);
        Assert.DoesNotContain('\ufeff', result.Output);
    }

    [Fact]
    public async Task An_error_that_ends_a_script_is_shown_with_its_place()
    {
        using ScriptFolder folder = new();
        string script = folder.Write("script.ps1", "'before'\nthrow 'the reason'\n");

        ShellResult result = await ShellProcess.RunAsync("-File", script);

        Assert.Equal("before", result.Output.Trim());
        Assert.Contains("script.ps1:2", result.Error, StringComparison.Ordinal);
        Assert.Contains("the reason", result.Error, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task A_reader_that_leaves_ends_the_run_quietly()
    {
        using ShellProcess shell = ShellProcess.Start(["-c", "while ($true) { 'line' }"]);

        Assert.Equal("line", await shell.ReadLineAsync());
        shell.CloseOutput();
        ShellResult result = await shell.FinishAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task What_needs_a_person_fails_with_a_plain_message()
    {
        ShellResult result = await ShellProcess.RunAsync("-c", """
            try { $Host.UI.PromptForCredential('a', 'b', 'c', 'd') } catch { "$_" }
            try { $Host.UI.RawUI.ReadKey() } catch { "$_" }
            try { $Host.EnterNestedPrompt() } catch { "$_" }
            function Remove-All { [CmdletBinding(SupportsShouldProcess)] param() $PSCmdlet.ShouldProcess('all') }
            try { Remove-All -Confirm } catch { "$_" }
            """);

        Assert.Equal(4, result.OutputLines.Length);
        Assert.All(result.OutputLines, line => Assert.Contains("nsgflow is not interactive", line, StringComparison.Ordinal));
        Assert.Contains("-Confirm:$false", result.OutputLines[3], StringComparison.Ordinal);
    }
}
