using System.Diagnostics;
using System.Globalization;

namespace NsgFlow.Benchmarks.Comparison;

/// <summary>A shell that runs, with the module loaded, and does one command after the other: what a user at work sees.</summary>
internal sealed class ShellSession : IDisposable
{
    /// <summary>Reads commands by the line; tells elapsed and processor time of each.</summary>
    private const string Loop = """
        $me = [Diagnostics.Process]::GetCurrentProcess()
        while ($null -ne ($line = [Console]::In.ReadLine())) {
            $block = [scriptblock]::Create($line)
            $me.Refresh()
            $cpu = $me.TotalProcessorTime
            $watch = [Diagnostics.Stopwatch]::StartNew()
            & $block
            $watch.Stop()
            $me.Refresh()
            [Console]::Out.WriteLine([string]::Format([cultureinfo]::InvariantCulture, 'took {0} {1}', $watch.Elapsed.TotalSeconds, ($me.TotalProcessorTime - $cpu).TotalSeconds))
        }
        """;

    private readonly Process _process;

    /// <param name="shell">The program, which takes -NoProfile and -Command.</param>
    /// <param name="preparation">What is run first.</param>
    public ShellSession(IReadOnlyList<string> shell, string preparation)
    {
        _process = ChildProcess.Start([.. shell, "-NoProfile", "-Command", preparation + Environment.NewLine + Loop], redirectInput: true);
    }

    public Sample Measure(string command)
    {
        _process.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (line.Split(' ') is ["took", { } seconds, { } cpu])
            {
                return new Sample(double.Parse(seconds, CultureInfo.InvariantCulture), double.Parse(cpu, CultureInfo.InvariantCulture));
            }

            Console.WriteLine("  " + line);
        }

        throw new InvalidOperationException("The shell ended before its time.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
