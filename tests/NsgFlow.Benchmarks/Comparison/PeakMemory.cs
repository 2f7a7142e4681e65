using System.Globalization;

namespace NsgFlow.Benchmarks.Comparison;

/// <summary>The most memory a process ever held, against the same process on an empty log.</summary>
internal static class PeakMemory
{
    public static void Compare(ComparisonOptions options, LogSet set, string filter) => Compare(
        options,
        "an empty log",
        empty => $"Get-NsgFlowLog {ComparisonOptions.Quote(empty)} | Out-Null",
        ("every flow", $"Get-NsgFlowLog {ComparisonOptions.Quote(set.Folder)} | Out-Null"),
        ("filter", $"Get-NsgFlowLog {ComparisonOptions.Quote(set.Folder)} {filter} | Out-Null"));

    /// <param name="options">How often, and in which shell.</param>
    /// <param name="name">What the first row is called.</param>
    /// <param name="first">The command that the others are compared with, on an empty log.</param>
    /// <param name="others">The others.</param>
    public static void Compare(ComparisonOptions options, string name, Func<string, string> first, params (string Name, string Command)[] others)
    {
        string empty = Path.Combine(Path.GetTempPath(), $"nsgflow-empty-{Environment.ProcessId}.json");
        File.WriteAllText(empty, "{\"records\":[]}");
        try
        {
            (string Name, string Command)[] rows = [(name, first(empty)), .. others];
            var peaks = rows.Select(_ => new List<double>()).ToArray();
            for (int round = 0; round < options.Rounds; round++)
            {
                for (int i = 0; i < rows.Length; i++)
                {
                    peaks[i].Add(Measure(options, rows[i].Command));
                }
            }

            Console.WriteLine();
            Console.WriteLine("Peak memory of the process");
            Console.WriteLine();
            Console.WriteLine($"| | MB, median (min to max) | over {name} |");
            Console.WriteLine("|---|---|---|");
            double median0 = SideBySide.Median(peaks[0]);
            for (int i = 0; i < rows.Length; i++)
            {
                double median = SideBySide.Median(peaks[i]);
                Console.WriteLine(FormattableString.Invariant($"| {rows[i].Name} | {median:F1} ({peaks[i].Min():F1} to {peaks[i].Max():F1}) | {median - median0:F1} |"));
            }
        }
        finally
        {
            File.Delete(empty);
        }
    }

    private static double Measure(ComparisonOptions options, string command)
    {
        string told = ChildProcess.Run([
            .. options.Shell,
            "-NoProfile",
            "-Command",
            ComparisonOptions.ImportModule + "; " + command + "; [Console]::Out.Write([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64)",
        ]);
        return long.Parse(told, CultureInfo.InvariantCulture) / 1e6;
    }
}
