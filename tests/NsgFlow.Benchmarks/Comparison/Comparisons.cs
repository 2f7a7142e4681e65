using NsgFlow.Filtering;

namespace NsgFlow.Benchmarks.Comparison;

/// <summary>The questions that are asked of the module and of what else a user could take.</summary>
internal sealed class Comparisons(ComparisonOptions options)
{
    private const string Filter = "-Decision Deny -DestinationPort 3389";

    /// <summary>How much of a set the ConvertFrom-Json script is given: its time grows with the bytes.</summary>
    private const long ScriptBytes = 15_000_000;

    private static readonly FlowFilterOptions s_filter = new() { Decision = [FlowDecision.Deny], DestinationPort = [3389] };

    public void Run(string what)
    {
        foreach (LogSet set in options.Folders.Select(f => new LogSet(f)))
        {
            (long tuples, long flows) = PoolReading.Read(set, s_filter, Environment.ProcessorCount);
            string name = FormattableString.Invariant($"{set.Bytes / 1e6:F0} MB, {set.Files.Count} logs, {tuples} tuples");
            Console.WriteLine();
            Console.WriteLine(FormattableString.Invariant($"## {name}; {flows} are Deny to port 3389"));
            bool all = what == "all";
            if (all || what == "decode")
            {
                Decode(set, tuples);
            }

            if (all || what == "filter")
            {
                FilterInShell(set, tuples);
            }

            if (all || what == "start")
            {
                ColdStart(set);
            }

            if (all || what == "emit")
            {
                Emit(set, tuples);
            }

            if (all || what == "measure")
            {
                MeasureComparison.Run(options, set);
            }

            if (all || what == "memory")
            {
                PeakMemory.Compare(options, set, Filter);
            }
        }
    }

    /// <summary>The engine alone in a process that is warm, beside a scan by hand, on one thread and two.</summary>
    private void Decode(LogSet set, long tuples)
    {
        var contenders = new List<Contender>
        {
            new("engine, 1 thread", () => PoolReading.Measure(set, s_filter, workers: 1), tuples),
            new("engine, 2 threads", () => PoolReading.Measure(set, s_filter, workers: 2), tuples),
        };
        if (options.Scan is { } scan)
        {
            IReadOnlyList<string> command = ComparisonOptions.Command(scan, set);
            contenders.Insert(0, new Contender("scan by hand, 1 thread", () => ChildProcess.Measure(command), tuples));
        }

        SideBySide.Run("Decode and filter, warm", contenders, options.Rounds, warmUps: 3);
    }

    /// <summary>The filter in a shell that runs, beside DuckDB as a whole process and beside a script.</summary>
    private void FilterInShell(LogSet set, long tuples)
    {
        using var shell = new ShellSession(options.Shell, ComparisonOptions.ImportModule);
        string command = $"Get-NsgFlowLog {ComparisonOptions.Quote(set.Folder)} {Filter} | Out-Null";
        var contenders = new List<Contender> { new("Get-NsgFlowLog, running shell", () => shell.Measure(command), tuples) };
        if (options.DuckDb is { } duckDb)
        {
            IReadOnlyList<string> query = ComparisonOptions.Command(duckDb, set);
            contenders.Add(new Contender("DuckDB, whole process", () => ChildProcess.Measure(query), tuples));
        }

        SideBySide.Run("Filter, running shell", contenders, options.Rounds, warmUps: 2);

        LogSet beginning = set.Beginning(ScriptBytes);
        (long scriptTuples, _) = PoolReading.Read(beginning, s_filter, 1);
        string script = Path.Combine(ComparisonOptions.Root, "tests", "NsgFlow.Benchmarks", "Scripts", "ConvertFromJson.ps1");
        using var scriptShell = new ShellSession([options.PowerShell], string.Empty);
        string scriptCommand = $"& {ComparisonOptions.Quote(script)} {ComparisonOptions.Quote(beginning.WriteList())}";
        SideBySide.Run(
            FormattableString.Invariant($"The script on {beginning.Bytes / 1e6:F0} MB, a tuple"),
            [contenders[0], new Contender("ConvertFrom-Json script, running shell", () => scriptShell.Measure(scriptCommand), scriptTuples)],
            options.Rounds);
    }

    /// <summary>nsgflow from its start to its end, beside DuckDB.</summary>
    private void ColdStart(LogSet set)
    {
        string command = $"Get-NsgFlowLog {ComparisonOptions.Quote(set.Folder)} {Filter} | Out-Null";
        var contenders = new List<Contender>
        {
            new("nsgflow, whole process", () => ChildProcess.Measure([.. options.Nsgflow, "-Command", command])),
            new("nsgflow that does nothing", () => ChildProcess.Measure([.. options.Nsgflow, "-Command", "$null"])),
        };
        if (options.DuckDb is { } duckDb)
        {
            IReadOnlyList<string> query = ComparisonOptions.Command(duckDb, set);
            contenders.Add(new Contender("DuckDB, whole process", () => ChildProcess.Measure(query)));
        }

        SideBySide.Run("Filter, cold start", contenders, options.Rounds);
    }

    /// <summary>Every flow written, beside a cmdlet that writes as many ready records.</summary>
    private void Emit(LogSet set, long tuples)
    {
        string ready = $"Import-Module {ComparisonOptions.Quote(typeof(Comparisons).Assembly.Location)}";
        using var shell = new ShellSession(options.Shell, ComparisonOptions.ImportModule + "; " + ready);
        SideBySide.Run(
            "Every flow to Out-Null, running shell",
            [
                new("Write-ReadyFlow", () => shell.Measure($"Write-ReadyFlow {tuples} | Out-Null"), tuples),
                new("Write-ReadyFlow -New", () => shell.Measure($"Write-ReadyFlow {tuples} -New | Out-Null"), tuples),
                new("Get-NsgFlowLog", () => shell.Measure($"Get-NsgFlowLog {ComparisonOptions.Quote(set.Folder)} | Out-Null"), tuples),
            ],
            options.Rounds);
    }
}
