using System.Globalization;

namespace NsgFlow.Benchmarks.Comparison;

/// <summary>
/// Runs contenders in turn, A B A B, so that a machine that slows down slows all of them, and prints medians. Ratios
/// are of medians, against the first contender.
/// </summary>
internal static class SideBySide
{
    public static void Run(string title, IReadOnlyList<Contender> contenders, int rounds, int warmUps = 1)
    {
        var samples = contenders.Select(_ => new List<Sample>()).ToArray();
        for (int round = -warmUps; round < rounds; round++)
        {
            for (int i = 0; i < contenders.Count; i++)
            {
                Sample sample = contenders[i].Run();
                if (round >= 0)
                {
                    samples[i].Add(sample);
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine(title);
        Console.WriteLine();
        Console.WriteLine("| | wall s, median (min to max) | CPU s, median | against the first: wall, CPU | each |");
        Console.WriteLine("|---|---|---|---|---|");
        double firstWall = Median(samples[0].Select(s => s.Seconds));
        double firstCpu = Median(samples[0].Select(s => s.CpuSeconds));
        for (int i = 0; i < contenders.Count; i++)
        {
            double wall = Median(samples[i].Select(s => s.Seconds));
            double cpu = Median(samples[i].Select(s => s.CpuSeconds));
            string each = contenders[i].Per == 0 ? string.Empty : Invariant($"{wall * 1e9 / contenders[i].Per:F1} ns, CPU {cpu * 1e9 / contenders[i].Per:F1} ns");
            Console.WriteLine(Invariant(
                $"| {contenders[i].Name} | {wall:F3} ({samples[i].Min(s => s.Seconds):F3} to {samples[i].Max(s => s.Seconds):F3}) | {cpu:F3} | {wall / firstWall:F2}, {cpu / firstCpu:F2} | {each} |"));
        }
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
