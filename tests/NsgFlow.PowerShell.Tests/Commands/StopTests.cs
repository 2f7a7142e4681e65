using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Commands;

/// <summary>Tests that look at the whole process run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class RunsAlone
{
    public const string Name = "Alone";
}

/// <summary>Ctrl+C and Select-Object -First end the reading, and no worker is left behind.</summary>
[Collection(RunsAlone.Name)]
public sealed class StopTests : IDisposable
{
    private const string Endless = "& { '{\"records\":['; while ($true) { $args[0]; ',' } } $args[0]";

    private readonly EngineSession _shell = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Stopping_a_read_in_the_middle_leaves_no_worker()
    {
        WriteLogs(files: 4, tuples: 60_000);
        EngineRun run = _shell.Start("Get-NsgFlowLog $args[0] | ForEach-Object { $_ }", _folder.Path);
        run.WaitForOutput(1);

        EngineResult result = run.Stop();

        Assert.True(result.Stopped);
        Assert.InRange(result.Output.Count, 1, (4 * 60_000) - 1);
        AssertNoWorker();
    }

    [Fact]
    public void Ending_the_pipeline_from_downstream_leaves_no_worker()
    {
        WriteLogs(files: 4, tuples: 60_000);

        // The engine package has no Select-Object; a break out of the pipeline stops the cmdlet the same way.
        EngineResult result = _shell.Run("foreach ($once in 1) { Get-NsgFlowLog $args[0] | ForEach-Object { $_; break } }", _folder.Path).ThrowIfFailed();

        Assert.Single(result.Output);
        AssertNoWorker();
    }

    [Fact]
    public void Stopping_while_nothing_passes_the_filter_does_not_wait_for_the_end()
    {
        WriteLogs(files: 4, tuples: 60_000);
        EngineRun run = _shell.Start("Get-NsgFlowLog $args[0] -DestinationPort 1 -ThrottleLimit 2", _folder.Path);

        run.Stop();

        AssertNoWorker();
    }

    [Fact]
    public void Stopping_a_feed_that_never_ends_leaves_no_worker()
    {
        EngineRun run = _shell.Start(Endless + " | ConvertFrom-NsgFlowLog", LogText.NsgRecord(LogText.Tuple(1)));
        run.WaitForOutput(1);

        Assert.True(run.Stop().Stopped);
        AssertNoWorker();
    }

    [Fact]
    public void Stopping_a_feed_of_which_nothing_passes_leaves_no_worker()
    {
        int[] fed = new int[1];
        string count = Endless.Replace("$args[0];", "$args[0]; $args[1][0]++;", StringComparison.Ordinal) + " $args[1]";
        EngineRun run = _shell.Start(count + " | ConvertFrom-NsgFlowLog -DestinationPort 1", LogText.NsgRecord(LogText.Tuple(1)), fed);
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref fed[0]) > 100, TimeSpan.FromMinutes(1)));

        Assert.True(run.Stop().Stopped);
        AssertNoWorker();
    }

    [Fact]
    public void Ending_the_pipeline_behind_a_feed_leaves_no_worker()
    {
        EngineResult result = _shell.Run(":out foreach ($once in 1) { " + Endless + " | ConvertFrom-NsgFlowLog | ForEach-Object { $_; break out } }", LogText.NsgRecord(LogText.Tuple(1))).ThrowIfFailed();

        Assert.Single(result.Output);
        AssertNoWorker();
    }

    [Fact]
    public void An_error_upstream_of_a_feed_leaves_no_worker()
    {
        EngineResult result = _shell.Run("& { '{\"records\":['; throw 'upstream' } | ConvertFrom-NsgFlowLog");

        Assert.Equal("upstream", Assert.Single(result.Errors).FullyQualifiedErrorId);
        AssertNoWorker();
    }

    private void WriteLogs(int files, int tuples)
    {
        string text = LogText.Nsg([.. Enumerable.Range(0, tuples).Select(i => LogText.Tuple(i % 60_000))]);
        for (int i = 0; i < files; i++)
        {
            _folder.Write($"{i}.json", text);
        }
    }

    /// <summary>A thread that has been joined is still listed for a moment, until the system has buried it.</summary>
    private static void AssertNoWorker() =>
        Assert.True(SpinWait.SpinUntil(() => Workers() == 0, TimeSpan.FromSeconds(10)), $"{Workers()} readers are left");

    /// <summary>The readers still alive, by the name they give their threads; the module's own state is not asked.</summary>
    private static int Workers() =>
        OperatingSystem.IsLinux()
            ? Directory.GetDirectories("/proc/self/task").Count(task => IsReader(Path.Combine(task, "comm")))
            : 0;

    private static bool IsReader(string path)
    {
        try
        {
            return File.ReadAllText(path).StartsWith("NsgFlow reader", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // The thread ended while it was looked at.
            return false;
        }
    }
}
