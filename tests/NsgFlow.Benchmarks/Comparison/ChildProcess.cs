using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NsgFlow.Benchmarks.Comparison;

/// <summary>Runs programs to their end and tells what they took as whole processes.</summary>
internal static partial class ChildProcess
{
    private const int EndedChildren = -1;

    /// <summary>Runs a program; its output is thrown away unless it fails.</summary>
    public static Sample Measure(IReadOnlyList<string> command)
    {
        double cpuBefore = CpuOfEndedChildren();
        long begin = Stopwatch.GetTimestamp();
        Run(command);
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return new Sample(seconds, CpuOfEndedChildren() - cpuBefore);
    }

    /// <summary>Runs a program and gives what it printed.</summary>
    public static string Run(IReadOnlyList<string> command)
    {
        using Process process = Start(command, redirectInput: false);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"{command[0]} ended with exit code {process.ExitCode}: {output}");
    }

    public static Process Start(IReadOnlyList<string> command, bool redirectInput)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardInput = redirectInput };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        foreach (string argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
    }

    private static double CpuOfEndedChildren()
    {
        // The 64-bit layout of the structure is the same on Linux and macOS as far as it is read.
        if (OperatingSystem.IsWindows() || GetResourceUse(EndedChildren, out ResourceUse use) != 0)
        {
            return double.NaN;
        }

        return use.UserSeconds + use.SystemSeconds + ((use.UserMicroseconds + use.SystemMicroseconds) / 1e6);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetResourceUse(int who, out ResourceUse use);

    private unsafe struct ResourceUse
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
        public fixed long Others[28];
    }
}
