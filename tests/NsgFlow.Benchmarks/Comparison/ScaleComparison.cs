namespace NsgFlow.Benchmarks.Comparison;

/// <summary>Whether time grows with bytes and nothing else: the same question of sets of several sizes, in a shell that runs.</summary>
internal static class ScaleComparison
{
    public static void Run(ComparisonOptions options)
    {
        LogSet[] sets = [.. options.Folders.Select(f => new LogSet(f)).OrderBy(s => s.Bytes)];
        var samples = sets.Select(_ => new List<Sample>()).ToArray();
        using var shell = new ShellSession(options.Shell, ComparisonOptions.ImportModule);
        for (int round = -1; round < options.Rounds; round++)
        {
            for (int i = 0; i < sets.Length; i++)
            {
                Sample sample = shell.Measure($"Measure-NsgFlow {ComparisonOptions.Quote(sets[i].Folder)} -By DestinationPort | Out-Null");
                if (round >= 0)
                {
                    samples[i].Add(sample);
                }
            }
        }

        ScalePoint[] points = [.. sets.Select((set, i) => new ScalePoint(set.Bytes, SideBySide.Median(samples[i].Select(s => s.Seconds))))];
        ScaleLine line = ScaleLine.Fit(points);
        Console.WriteLine();
        Console.WriteLine("Measure-NsgFlow -By DestinationPort, running shell");
        Console.WriteLine();
        Console.WriteLine("| MB | wall s, median (min to max) | MB/s | beside the line |");
        Console.WriteLine("|---|---|---|---|");
        for (int i = 0; i < points.Length; i++)
        {
            (double bytes, double seconds) = points[i];
            Console.WriteLine(FormattableString.Invariant(
                $"| {bytes / 1e6:F0} | {seconds:F3} ({samples[i].Min(s => s.Seconds):F3} to {samples[i].Max(s => s.Seconds):F3}) | {bytes / 1e6 / seconds:F0} | {(seconds / line.At(bytes)) - 1:+0.0 %;-0.0 %} |"));
        }

        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant($"The line: {line.Start * 1e3:F0} ms and {line.PerByte * 1e12:F0} ms a GB."));
        if (options.Plot is { } path)
        {
            ScalePlot.Write(path, "Measure-NsgFlow -By DestinationPort: time over bytes", points, line);
        }
    }
}
