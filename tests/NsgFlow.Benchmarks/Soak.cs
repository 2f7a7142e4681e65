using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using NsgFlow.Sampling;

namespace NsgFlow.Benchmarks;

/// <summary>
/// The module as a user meets it: in a shell that runs, on hundreds of megabytes. Each measurement is a process of
/// its own that prints what it took; memory is the peak of that process against the same one on an empty log.
/// </summary>
internal static class Soak
{
    private const long GeneratedSize = 400_000_000;

    public static void Run(string? folder)
    {
        string? generated = null;
        try
        {
            folder ??= generated = Generate();
            Console.WriteLine("set: " + folder);
            string empty = WriteEmptyLog();
            Shell("filter Deny and 3389, warm", Timed($"Get-NsgFlowLog {Quote(folder)} -Decision Deny -DestinationPort 3389 | Out-Null"));
            Shell("every flow, warm", Timed($"Get-NsgFlowLog {Quote(folder)} | Out-Null"));
            Shell("memory, empty log", Peak($"Get-NsgFlowLog {Quote(empty)} | Out-Null"));
            Shell("memory, every flow", Peak($"Get-NsgFlowLog {Quote(folder)} | Out-Null"));
            Shell("memory, filter", Peak($"Get-NsgFlowLog {Quote(folder)} -Decision Deny -DestinationPort 3389 | Out-Null"));
            File.Delete(empty);
        }
        finally
        {
            if (generated is not null)
            {
                Directory.Delete(generated, recursive: true);
            }
        }
    }

    private static string Generate()
    {
        string folder = Directory.CreateTempSubdirectory("nsgflow-soak-").FullName;
        var options = new SampleOptions
        {
            Kinds = [FlowLogKind.NsgV2],
            Seed = 3,
            Size = GeneratedSize,
            NicCount = 10,
            StartTime = new DateTimeOffset(2026, 1, 15, 0, 0, 0, TimeSpan.Zero),
            Duration = TimeSpan.FromHours(10),
        };
        SampleTruth truth = FlowLogSample.Write(options, path =>
        {
            string full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            return File.Create(full);
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"generated {truth.Tuples} tuples"));
        return folder;
    }

    private static string WriteEmptyLog()
    {
        string path = Path.Combine(Path.GetTempPath(), $"nsgflow-empty-{Environment.ProcessId}.json");
        File.WriteAllText(path, "{\"records\":[]}");
        return path;
    }

    /// <summary>Six runs in one session; the first, which also compiles, is shown apart.</summary>
    private static string Timed(string command) =>
        "$first = 0; $times = foreach ($i in 0..5) { $w = [Diagnostics.Stopwatch]::StartNew(); " + command
        + "; if ($i) { $w.Elapsed.TotalSeconds } else { $first = $w.Elapsed.TotalSeconds } }; $times = [double[]]$times; [Array]::Sort($times); "
        + "'{0:F3} s median, {1:F3} s first, {2:F3} to {3:F3}' -f $times[2], $first, $times[0], $times[4]";

    private static string Peak(string command) =>
        command + "; '{0:F1} MB peak' -f ([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB)";

    private static string Quote(string path) => "'" + path.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static void Shell(string name, string command)
    {
        string shell = typeof(Soak).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ShellAssembly").Value!;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(shell);
        start.ArgumentList.Add("-Command");
        start.ArgumentList.Add(command);
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        Console.WriteLine($"{name,-28} {(process.ExitCode == 0 ? output : $"failed with exit code {process.ExitCode}")}");
    }
}
