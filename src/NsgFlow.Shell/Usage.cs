using System.Management.Automation;
using System.Reflection;

namespace NsgFlow.Shell;

/// <summary>What nsgflow tells about itself.</summary>
internal static class Usage
{
    /// <summary>The help text.</summary>
    public const string Text = """
        Usage: nsgflow -Command <text>
               nsgflow [-File] <script.ps1> [arguments]
               nsgflow -Command -

        Runs PowerShell text or a script with the module NsgFlow.PowerShell loaded.
        It brings the PowerShell engine, but not the modules that are part of PowerShell:
        for Sort-Object, ConvertTo-Json, Export-Csv and the like, install PowerShell 7.4 or later.

          -Command, -c   Runs all that follows as one command. With - the text is read from
                         standard input, as it is when nothing is given and standard input
                         is redirected.
          -File, -f      Runs a script; what follows are its arguments: -Name value,
                         -Name:value, -Switch, or plain values.
          -Help, -h, -?  Shows this text.
          -Version, -v   Shows the versions of nsgflow and of the engine.

        -NoProfile, -NonInteractive, -NoLogo and -ExecutionPolicy <policy> are accepted and ignored.

        Environment:
          NSGFLOW_MODULE   The folder of the module, instead of the one beside nsgflow.
          NO_COLOR         No colours, even on a terminal.

        Exit codes: 0 success, 1 error, 64 wrong arguments or no such script, 130 stopped by
        Ctrl+C, 143 stopped by SIGTERM; otherwise what the script chose with exit.
        """;

    /// <summary>The versions of the shell and of the engine.</summary>
    public static string Version
    {
        get
        {
            Assembly shell = typeof(Usage).Assembly;
            string? version = shell.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
            return $"nsgflow {version} (PowerShell engine {PSVersionInfo.PSVersion})";
        }
    }
}
