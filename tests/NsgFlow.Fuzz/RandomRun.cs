using System.Globalization;
using NsgFlow.Fuzz.Core;

namespace NsgFlow.Fuzz;

/// <summary>The random run from a command line.</summary>
internal static class RandomRun
{
    public static int Start(string[] args)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--seconds"] = "60",
            ["--case"] = string.Empty,
            ["--seed"] = Environment.TickCount.ToString(CultureInfo.InvariantCulture),
            ["--corpus"] = Path.Combine(AppContext.BaseDirectory, "corpus"),
            ["--out"] = Path.Combine(Path.GetTempPath(), "nsgflow-fuzz"),
        };
        for (int i = 0; i < args.Length; i += 2)
        {
            if (!options.ContainsKey(args[i]) || i + 1 == args.Length)
            {
                Console.Error.WriteLine($"'{args[i]}' is no option, or lacks its value.");
                return 64;
            }

            options[args[i]] = args[i + 1];
        }

        int seed = int.Parse(options["--seed"], CultureInfo.InvariantCulture);
        double seconds = double.Parse(options["--seconds"], CultureInfo.InvariantCulture);
        Console.WriteLine($"seed {seed}");
        var run = new FuzzRun(seed, FuzzSeed.Load(options["--corpus"]));
        string? failure = options["--case"].Length > 0
            ? run.RunCase(long.Parse(options["--case"], CultureInfo.InvariantCulture), measures: true)
            : run.Run(TimeSpan.FromSeconds(seconds), measures: true);
        Console.WriteLine($"{run.Cases} cases, {(failure is null ? "nothing" : "something")} found");
        if (failure is null)
        {
            return 0;
        }

        Directory.CreateDirectory(options["--out"]);
        string file = Path.Combine(options["--out"], $"seed{seed}-case{run.Case}");
        File.WriteAllBytes(file, run.Input!);
        Console.WriteLine(failure);
        Console.WriteLine($"The input is {file}");
        return 1;
    }
}
