using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PowerShellApi = System.Management.Automation.PowerShell;

namespace NsgFlow.PowerShell.Tests.Engine;

/// <summary>
/// A session of the real PowerShell engine with the staged module imported. The engine package holds its core
/// commands only (Where-Object, ForEach-Object, Out-Default, Get-Help ...), none of Microsoft.PowerShell.Utility
/// or Microsoft.PowerShell.Management.
/// </summary>
internal sealed class EngineSession : IDisposable
{
    private readonly Runspace _runspace;

    /// <param name="width">The width of the console, in characters, that views are laid out for.</param>
    /// <param name="manifest">The module to import; null for the staged one, empty for none.</param>
    public EngineSession(int width = 120, string? manifest = null)
    {
        Host = new CapturingHost(width);
        InitialSessionState state = InitialSessionState.CreateDefault2();
        // What happens to be installed on the machine must not answer for the engine.
        state.Variables.Add(new SessionStateVariableEntry("PSModuleAutoLoadingPreference", PSModuleAutoLoadingPreference.None, ""));
        _runspace = RunspaceFactory.CreateRunspace(Host, state);
        _runspace.Open();
        Run("$PSStyle.OutputRendering = 'PlainText'").ThrowIfFailed();
        if (manifest != "")
        {
            Import(manifest ?? StagedModule.Manifest).ThrowIfFailed();
        }
    }

    /// <summary>What the session shows and asks.</summary>
    public CapturingHost Host { get; }

    /// <summary>Runs a script to its end. Arguments are $args[0], $args[1] ... or bind to a param block.</summary>
    public EngineResult Run(string script, params object?[] args) => Start(script, args).Wait();

    /// <summary>
    /// Runs one command with parameters of any type; a switch is given true. Unlike in a script, where the next
    /// statement goes on, an error that ends the command is the <see cref="EngineResult.TerminatingError"/>.
    /// </summary>
    public EngineResult Call(string command, params (string Name, object? Value)[] parameters)
    {
        PowerShellApi shell = PowerShellApi.Create();
        shell.Runspace = _runspace;
        shell.AddCommand(command);
        foreach ((string name, object? value) in parameters)
        {
            shell.AddParameter(name, value);
        }

        return new EngineRun(shell, input: null).Wait();
    }

    /// <summary>Runs a script with objects piped into it: they are $input, or bind to a process block.</summary>
    public EngineResult Pipe(IEnumerable<object?> input, string script, params object?[] args)
    {
        PSDataCollection<object?> collection = new(input);
        collection.Complete();
        return new EngineRun(Prepare(script, args), collection).Wait();
    }

    /// <summary>Starts a script and returns at once, for tests of stopping.</summary>
    public EngineRun Start(string script, params object?[] args)
    {
        PSDataCollection<object?> nothing = [];
        nothing.Complete();
        return new EngineRun(Prepare(script, args), nothing);
    }

    /// <summary>Runs a script and returns the text a console of the session's width would show, without colours.</summary>
    public string Show(string script, params object?[] args)
    {
        Host.Clear();
        // Out-Default takes the errors too, as a console has it.
        PowerShellApi shell = Prepare(script, args);
        shell.AddCommand("Microsoft.PowerShell.Core\\Out-Default");
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        new EngineRun(shell, input: null).Wait().ThrowIfFailed();
        return Host.Text;
    }

    /// <summary>Imports a module by the path of its manifest.</summary>
    public EngineResult Import(string manifest, bool force = false) =>
        Run("param($path, $force) Microsoft.PowerShell.Core\\Import-Module -Name $path -Force:$force", manifest, force);

    /// <summary>Makes a folder the session's current location, there being no Set-Location.</summary>
    public void Enter(string folder) => _runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(folder));

    public void SetVariable(string name, object? value) => _runspace.SessionStateProxy.SetVariable(name, value);

    public object? GetVariable(string name) => _runspace.SessionStateProxy.GetVariable(name);

    public void Dispose() => _runspace.Dispose();

    private PowerShellApi Prepare(string script, object?[] args)
    {
        PowerShellApi shell = PowerShellApi.Create();
        shell.Runspace = _runspace;
        shell.AddScript(script);
        foreach (object? argument in args)
        {
            shell.AddArgument(argument);
        }

        return shell;
    }
}
