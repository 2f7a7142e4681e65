using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace NsgFlow.Shell;

/// <summary>Starts the engine, loads the module and runs what the command line names.</summary>
internal sealed class ShellRunner : IDisposable
{
    private static readonly TimeSpan s_graceForNativeCommand = TimeSpan.FromSeconds(1);

    private readonly ShellHost _host;
    private readonly InputChannel _input;
    private readonly StopSignals _signals;
    private readonly Runspace _runspace;

    /// <summary>Creates the runner; the engine starts with <see cref="Run"/>.</summary>
    public ShellRunner(ShellHost host, InputChannel input, StopSignals signals)
    {
        _host = host;
        _input = input;
        _signals = signals;
        _runspace = RunspaceFactory.CreateRunspace(host, CreateState());
    }

    /// <summary>Runs to the end and returns the exit code.</summary>
    public int Run(CommandLine commandLine)
    {
        _runspace.Open();
        ModuleFolder.PrepareSearchPath();
        _runspace.SessionStateProxy.InvokeCommand.CommandNotFoundAction += MissingCommands.OnCommandNotFound;
        if (!ImportModule())
        {
            return ExitCodes.Failure;
        }

        bool isFile = commandLine.Action == ShellAction.File;
        string text = commandLine.Action == ShellAction.StandardInput ? _input.ReadToEnd() : commandLine.Text;
        using Pipeline pipeline = isFile ? CreateFilePipeline(commandLine) : CreateTextPipeline(text);
        bool readsInput = commandLine.Action != ShellAction.StandardInput
            && InputChannel.IsRedirected
            && InputUse.IsWanted(text, isFile);
        bool completed = Invoke(pipeline, readsInput);
        return _signals.ExitCode ?? _host.RequestedExitCode ?? ExitCode(completed, isFile);
    }

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();

    private static InitialSessionState CreateState()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            // Elsewhere there is no policy. The module must load whatever the machine allows in PowerShell.
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        // The engine's own function pages its output with commands that are not here.
        state.Commands.Remove("help", typeof(SessionStateFunctionEntry));
        state.Commands.Add(new SessionStateAliasEntry("help", "Get-Help"));
        return state;
    }

    private Pipeline CreateTextPipeline(string text)
    {
        // What is kept in the history keeps $? as well, which the exit code depends on.
        return _runspace.CreatePipeline(text, addToHistory: true);
    }

    private Pipeline CreateFilePipeline(CommandLine commandLine)
    {
        Command script = new(Path.GetFullPath(commandLine.Text), isScript: false, useLocalScope: false);
        foreach (ScriptArgument argument in commandLine.Arguments)
        {
            script.Parameters.Add(new CommandParameter(argument.Name, argument.Value));
        }

        Pipeline pipeline = _runspace.CreatePipeline();
        pipeline.Commands.Add(script);
        ScriptExit.EndsSession(_runspace);
        return pipeline;
    }

    private bool ImportModule()
    {
        string manifest = ModuleFolder.Manifest;
        string? problem = null;
        if (!File.Exists(manifest))
        {
            problem = "there is no such file";
        }
        else
        {
            using PowerShell import = PowerShell.Create(_runspace);
            import.AddCommand("Import-Module").AddParameter("Name", manifest);
            try
            {
                import.Invoke();
                problem = import.Streams.Error.FirstOrDefault()?.ToString();
            }
            catch (RuntimeException error)
            {
                problem = error.Message;
            }
        }

        if (problem is not null)
        {
            _host.UI.WriteErrorLine(
                $"nsgflow: the module {ModuleFolder.ModuleName} could not be loaded from '{manifest}': {problem}");
        }

        return problem is null;
    }

    /// <summary>Runs a pipeline to its end; tells whether it got there without a terminating error.</summary>
    private bool Invoke(Pipeline pipeline, bool readsInput)
    {
        pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add("Out-Default");

        using ManualResetEventSlim ended = new();
        pipeline.StateChanged += (_, change) =>
        {
            if (change.PipelineStateInfo.State is PipelineState.Completed or PipelineState.Failed or PipelineState.Stopped)
            {
                ended.Set();
            }
        };

        // Not the synchronous call: that one closes the input first.
        _signals.Watch(pipeline);
        pipeline.InvokeAsync();
        InputUse.Feed(pipeline.Input, readsInput ? _input : null);
        AwaitEnd(ended);
        _signals.Watch(null);

        PipelineStateInfo end = pipeline.PipelineStateInfo;
        if (end.Reason is { } error && end.State == PipelineState.Failed)
        {
            ErrorReporter.Report(_runspace, _host.UserInterface, error);
        }

        return end.State == PipelineState.Completed;
    }

    /// <summary>
    /// Waits for the end of the pipeline. The engine leaves a native command that has the terminal to itself alone
    /// when it stops: Ctrl+C reaches such a command anyway, but a signal sent to this process only does not, and
    /// nobody may have to wait for that command.
    /// </summary>
    private void AwaitEnd(ManualResetEventSlim ended)
    {
        if (WaitHandle.WaitAny([ended.WaitHandle, _signals.Stopped]) == 0)
        {
            return;
        }

        while (!ended.Wait(s_graceForNativeCommand))
        {
            if (_host.IsApplicationRunning && _signals.ExitCode is { } exitCode)
            {
                Environment.Exit(exitCode);
            }
        }
    }

    /// <summary>
    /// The code pwsh would give where nothing called exit: a command counts by its last statement, a script that
    /// ran to its end is a success whatever its last statement did.
    /// </summary>
    private int ExitCode(bool completed, bool isFile)
    {
        bool succeeded = completed
            && (isFile || LanguagePrimitives.IsTrue(_runspace.SessionStateProxy.PSVariable.GetValue("?")));
        return succeeded ? ExitCodes.Success : ExitCodes.Failure;
    }
}
