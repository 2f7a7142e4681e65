using System.Runtime.InteropServices;

namespace NsgFlow.Shell;

/// <summary>Prepares the terminal for escape sequences.</summary>
internal static class TerminalMode
{
    private const int StandardOutput = -11;
    private const uint ProcessSequences = 0x0004;

    /// <summary>
    /// Tells whether the terminal understands escape sequences. The Windows console does once it is asked to;
    /// every other terminal does, except where the caller has said otherwise.
    /// </summary>
    public static bool EnableSequences()
    {
        if (!OperatingSystem.IsWindows())
        {
            return true;
        }

        nint console = GetStdHandle(StandardOutput);
        return GetConsoleMode(console, out uint mode) && SetConsoleMode(console, mode | ProcessSequences);
    }

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetStdHandle(int handle);

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern bool GetConsoleMode(nint console, out uint mode);

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern bool SetConsoleMode(nint console, uint mode);
}
