using System.Globalization;
using System.Runtime.InteropServices;

namespace NsgFlow.PowerShell.Tests.Shell;

/// <summary>Sends signals to child processes.</summary>
internal static class PosixSignals
{
    /// <summary>What Ctrl+C sends.</summary>
    public const int Interrupt = 2;

    /// <summary>What asks a process to end.</summary>
    public const int Terminate = 15;

    private const nint DefaultAction = 0;
    private const nint Ignore = 1;

    /// <summary>Sends a signal to a process.</summary>
    public static void Send(int processId, int signal) => _ = Kill(processId, signal);

    /// <summary>
    /// Starts a child that hears SIGINT. Where this process was itself started in the background, the shell has
    /// made it ignore the signal, and a child inherits that.
    /// </summary>
    public static T WithInterrupt<T>(Func<T> start)
    {
        if (!IsInterruptIgnored())
        {
            return start();
        }

        _ = Signal(Interrupt, DefaultAction);
        try
        {
            return start();
        }
        finally
        {
            _ = Signal(Interrupt, Ignore);
        }
    }

    private static bool IsInterruptIgnored()
    {
        const string Status = "/proc/self/status";
        const string Label = "SigIgn:";
        string? line = File.Exists(Status)
            ? File.ReadLines(Status).FirstOrDefault(text => text.StartsWith(Label, StringComparison.Ordinal))
            : null;
        return line is not null
            && (ulong.Parse(line[Label.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                & (1UL << (Interrupt - 1))) != 0;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);

    [DllImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Signal(int signal, nint action);
}
