using System.Management.Automation;
using System.Text;

namespace NsgFlow.Shell;

/// <summary>Decides what to do from the command line and the standard streams.</summary>
internal static class ShellProgram
{
    /// <summary>Runs nsgflow and returns its exit code.</summary>
    public static int Run(string[] arguments)
    {
        OutputChannel output = OutputChannel.OpenOutput();
        OutputChannel error = OutputChannel.OpenError();
        CommandLine commandLine = CommandLine.Parse(arguments);
        ShellAction action = commandLine.Action;
        if (action == ShellAction.Unspecified && InputChannel.IsRedirected)
        {
            action = ShellAction.StandardInput;
        }

        switch (action)
        {
            case ShellAction.Help:
                output.WriteLine(Usage.Text);
                return ExitCodes.Success;

            case ShellAction.Version:
                output.WriteLine(Usage.Version);
                return ExitCodes.Success;

            case ShellAction.Unspecified:
                error.WriteLine(Usage.Text);
                return ExitCodes.Usage;

            case ShellAction.Invalid:
                return Refuse(error, commandLine.Text);

            case ShellAction.File when ScriptProblem(commandLine.Text) is { } problem:
                return Refuse(error, problem);

            default:
                return RunEngine(commandLine with { Action = action }, output, error);
        }
    }

    private static int RunEngine(CommandLine commandLine, OutputChannel output, OutputChannel error)
    {
        PrepareProcess();
        InputChannel input = new();
        ShellHostUserInterface userInterface = new(output, error, input);
        using StopSignals signals = new();
        output.Closed += () => signals.Stop(ExitCodes.Success);
        using ShellRunner runner = new(new ShellHost(userInterface), input, signals);
        try
        {
            return runner.Run(commandLine);
        }
        catch (Exception failure) when (failure is IContainsErrorRecord)
        {
            userInterface.WriteErrorLine("nsgflow: the PowerShell engine could not be used: " + failure.Message);
            return ExitCodes.Failure;
        }
        finally
        {
            userInterface.ClearProgress();
        }
    }

    /// <summary>Must come before the first use of the engine, which reads these settings once.</summary>
    private static void PrepareProcess()
    {
        // The engine would report its use to its makers: not from a tool that reads security logs.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        try
        {
            // What native commands print is read in this encoding.
            Console.OutputEncoding = new UTF8Encoding(false);
        }
        catch (IOException)
        {
            // A process without a console has no encoding to set.
        }

        bool isPlain = Environment.GetEnvironmentVariable("TERM") == "dumb"
            || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        if (isPlain)
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }
    }

    private static string? ScriptProblem(string path)
    {
        if (!File.Exists(path))
        {
            return $"The script '{path}' does not exist.";
        }

        return path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase)
            ? null
            : $"The file '{path}' is not a PowerShell script: its name does not end in .ps1.";
    }

    private static int Refuse(OutputChannel error, string reason)
    {
        error.WriteLine("nsgflow: " + reason);
        error.WriteLine(string.Empty);
        error.WriteLine(Usage.Text);
        return ExitCodes.Usage;
    }
}
