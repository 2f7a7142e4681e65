namespace NsgFlow.PowerShell.Tests.Engine;

public sealed class EngineSessionTests
{
    [Fact]
    public void Arguments_output_and_every_stream_come_back()
    {
        using EngineSession session = new();

        EngineResult result = session.Run("""
            param($a, $b)
            function Test-Stream {
                [CmdletBinding()] param()
                $PSCmdlet.WriteWarning('careful')
                $PSCmdlet.WriteVerbose('step')
                $PSCmdlet.WriteDebug('detail')
                $PSCmdlet.WriteInformation('note', @('tag'))
                $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'Reading', 'half'))
                $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new('boom'), 'Boom', 'NotSpecified', $null))
            }
            Test-Stream -Verbose -Debug
            $a + $b
            """, 2, 3);

        Assert.Equal([5], result.As<int>());
        Assert.Equal("Boom,Test-Stream", Assert.Single(result.ErrorIds));
        Assert.Null(result.TerminatingError);
        Assert.Equal("careful", Assert.Single(result.Warnings));
        Assert.Equal("step", Assert.Single(result.Verbose));
        Assert.Equal("detail", Assert.Single(result.Debug));
        Assert.Equal("note", Assert.Single(result.Information).MessageData);
        Assert.Equal("Reading", Assert.Single(result.Progress).Activity);
    }

    [Fact]
    public void A_thrown_error_is_the_terminating_one()
    {
        using EngineSession session = new();

        EngineResult result = session.Run("1; throw 'no further'; 2");

        Assert.Equal([1], result.As<int>());
        Assert.NotNull(result.TerminatingError);
        Assert.Equal("no further", Assert.Single(result.ErrorIds));
    }

    [Fact]
    public void A_statement_that_fails_is_an_error_like_any_other()
    {
        using EngineSession session = new();

        EngineResult result = session.Run("[int]::Parse('x'); 2");

        Assert.Equal("FormatException", Assert.Single(result.ErrorIds));
    }

    [Fact]
    public void Objects_can_be_piped_in()
    {
        using EngineSession session = new();

        Assert.Equal([2, 4], session.Pipe([1, 2], "process { $_ * 2 }").As<int>());
    }

    [Fact]
    public void A_running_script_can_be_stopped()
    {
        using EngineSession session = new();
        EngineRun run = session.Start("1; while ($true) { [System.Threading.Thread]::Sleep(10) }");

        run.WaitForOutput(1);
        EngineResult result = run.Stop();

        Assert.True(result.Stopped);
        Assert.Equal([1], result.As<int>());
    }

    [Fact]
    public void Views_are_laid_out_for_the_width_and_without_colours()
    {
        using EngineSession session = new(width: 40);

        string text = session.Show("[pscustomobject]@{ Name = 'x' * 60; Other = 1 }");

        Assert.DoesNotContain('\u001b', text);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 40, line));
        Assert.Contains("Name", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_current_location_can_be_set()
    {
        using EngineSession session = new();
        using TemporaryFolder folder = new();

        session.Enter(folder.Path);

        Assert.Equal(folder.Path, session.Run("$PWD.ProviderPath").Single.BaseObject);
    }

    [Fact]
    public void Installed_modules_are_out_of_reach()
    {
        using EngineSession session = new();

        Assert.Equal("CommandNotFoundException", Assert.Single(session.Run("Group-Object").ErrorIds));
    }
}
