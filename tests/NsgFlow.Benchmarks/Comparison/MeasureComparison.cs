using NsgFlow.Analysis.Measuring;

namespace NsgFlow.Benchmarks.Comparison;

/// <summary>Sums by groups, beside what else could make them.</summary>
internal static class MeasureComparison
{
    /// <summary>How much of a set the ConvertFrom-Json script is given: its time grows with the bytes.</summary>
    private const long ScriptBytes = 15_000_000;

    private static readonly MeasureOptions s_byPort = new() { By = [MeasureField.DestinationPort] };

    private static readonly MeasureOptions s_byConversation = new()
    {
        By = [MeasureField.SourceAddress, MeasureField.DestinationAddress, MeasureField.DestinationPort],
        Top = 20,
        MaxGroup = 10_000_000,
    };

    public static void Run(ComparisonOptions options, LogSet set)
    {
        List<FlowSummary> byPort = MeasureReading.Read(set, s_byPort, Environment.ProcessorCount);
        long rows = byPort.Sum(s => s.Rows);
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant($"{rows} tuples of {byPort.Count} ports, {byPort.Sum(s => s.BytesSent ?? 0)} bytes sent, {byPort.Sum(s => s.BytesReceived ?? 0)} received"));
        Engine("By destination port, warm", options, set, s_byPort, rows);
        Engine("By both addresses and the port, the first 20, warm", options, set, s_byConversation, rows);
        Shell(options, set, rows);
        PeakMemory.Compare(
            options,
            "an empty log",
            empty => $"Get-NsgFlowLog {ComparisonOptions.Quote(empty)} | Out-Null",
            ("reading, no flow passes", $"Get-NsgFlowLog {ComparisonOptions.Quote(set.Folder)} -DestinationPort 0 | Out-Null"),
            ("Measure-NsgFlow -By DestinationPort", $"Measure-NsgFlow {ComparisonOptions.Quote(set.Folder)} -By DestinationPort | Out-Null"));
    }

    /// <summary>In a shell that runs, beside DuckDB as a whole process and beside a script.</summary>
    private static void Shell(ComparisonOptions options, LogSet set, long rows)
    {
        using var shell = new ShellSession(options.Shell, ComparisonOptions.ImportModule);
        string folder = ComparisonOptions.Quote(set.Folder);
        string byPort = $"Measure-NsgFlow {folder} -By DestinationPort | Out-Null";
        string top = $"Measure-NsgFlow {folder} -By SourceAddress, DestinationAddress, DestinationPort -Top 20 -MaxGroup 10000000 | Out-Null";
        Beside("By destination port, running shell", "Measure-NsgFlow", () => shell.Measure(byPort), options.DuckDbByPort);
        Beside("By both addresses and the port, the first 20, running shell", "Measure-NsgFlow -Top 20", () => shell.Measure(top), options.DuckDbTop);

        LogSet beginning = set.Beginning(ScriptBytes);
        long scriptRows = MeasureReading.Read(beginning, s_byPort, 1).Sum(s => s.Rows);
        string script = Path.Combine(ComparisonOptions.Root, "tests", "NsgFlow.Benchmarks", "Scripts", "ConvertFromJsonGroup.ps1");
        using var scriptShell = new ShellSession([options.PowerShell], string.Empty);
        string scriptCommand = $"& {ComparisonOptions.Quote(script)} {ComparisonOptions.Quote(beginning.WriteList())}";
        SideBySide.Run(
            FormattableString.Invariant($"The script on {beginning.Bytes / 1e6:F0} MB, a tuple"),
            [
                new("Measure-NsgFlow, running shell", () => shell.Measure(byPort), rows),
                new("ConvertFrom-Json script, running shell", () => scriptShell.Measure(scriptCommand), scriptRows),
            ],
            options.Rounds);

        void Beside(string title, string name, Func<Sample> run, string? program)
        {
            var contenders = new List<Contender> { new(name, run, rows) };
            if (program is not null)
            {
                IReadOnlyList<string> query = ComparisonOptions.Command(program, set);
                contenders.Add(new Contender("DuckDB, whole process", () => ChildProcess.Measure(query), rows));
            }

            SideBySide.Run(title, contenders, options.Rounds, warmUps: 2);
        }
    }

    private static void Engine(string title, ComparisonOptions options, LogSet set, MeasureOptions measure, long rows)
    {
        var contenders = new List<Contender>
        {
            new("engine, 1 thread", () => MeasureReading.Measure(set, measure, workers: 1), rows),
            new("engine, 2 threads", () => MeasureReading.Measure(set, measure, workers: 2), rows),
        };
        if (options.Scan is { } scan)
        {
            IReadOnlyList<string> command = ComparisonOptions.Command(scan, set);
            contenders.Insert(0, new Contender("scan by hand, by port, 1 thread", () => ChildProcess.Measure(command), rows));
        }

        SideBySide.Run(title, contenders, options.Rounds, warmUps: 3);
    }
}
