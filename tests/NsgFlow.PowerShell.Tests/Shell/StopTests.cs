namespace NsgFlow.PowerShell.Tests.Shell;

public sealed class StopTests
{
    private const string EndlessScript = "'started'; while ($true) { [System.Threading.Thread]::Sleep(20) }";
    private const string DeafScript = "'started'; [System.Threading.Thread]::Sleep(600000)";

    [UnixFact]
    public async Task Interrupting_stops_the_pipeline_with_130() =>
        Assert.Equal(130, await SignalAsync(PosixSignals.Interrupt));

    [UnixFact]
    public async Task Terminating_stops_the_pipeline_with_143() =>
        Assert.Equal(143, await SignalAsync(PosixSignals.Terminate));

    [UnixFact]
    public async Task A_second_signal_ends_what_does_not_stop()
    {
        using ShellProcess shell = Start(DeafScript);
        Assert.Equal("started", await shell.ReadLineAsync());

        // Two signals sent at once can arrive as one.
        Task<ShellResult> end = shell.FinishAsync();
        while (!end.IsCompleted)
        {
            PosixSignals.Send(shell.Id, PosixSignals.Terminate);
            await Task.WhenAny(end, Task.Delay(100));
        }

        Assert.Equal(143, (await end).ExitCode);
    }

    private static async Task<int> SignalAsync(int signal)
    {
        using ShellProcess shell = Start(EndlessScript);
        Assert.Equal("started", await shell.ReadLineAsync());
        PosixSignals.Send(shell.Id, signal);

        ShellResult result = await shell.FinishAsync();
        Assert.Empty(result.Error);
        return result.ExitCode;
    }

    private static ShellProcess Start(string script) =>
        PosixSignals.WithInterrupt(() => ShellProcess.Start(["-c", script]));
}
