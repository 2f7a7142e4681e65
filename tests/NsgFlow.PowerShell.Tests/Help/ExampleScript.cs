using System.Management.Automation;
using System.Management.Automation.Language;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Help;

/// <summary>
/// The code of an example. It is run where the session has every command it calls; where one is missing, such as
/// Group-Object, or a storage account, its syntax and the parameters it gives to the module's cmdlets are checked.
/// </summary>
internal sealed class ExampleScript
{
    /// <summary>Parameters that lead to an account, which no session of a test has.</summary>
    private static readonly HashSet<string> s_ofAccounts = new(StringComparer.OrdinalIgnoreCase) { "StorageAccountName", "Context", "BlobUri", "ConnectionString" };

    private readonly string _code;
    private readonly ScriptBlockAst _script;
    private readonly ParseError[] _errors;

    public ExampleScript(string code)
    {
        _code = code;
        _script = Parser.ParseInput(code, out _, out _errors);
    }

    /// <summary>Whether the session has all that the example uses.</summary>
    public bool CanRun(EngineSession session) =>
        _script.Find(ast => ast is FileRedirectionAst, searchNestedScriptBlocks: true) is null
        && _script.Find(ast => ast is CommandParameterAst parameter && s_ofAccounts.Contains(parameter.ParameterName), searchNestedScriptBlocks: true) is null
        && Commands().All(command => command.GetCommandName() is not string name || Find(session, name) is not null || IsDefinedHere(name));

    /// <summary>What is wrong with the example as it is written; empty where nothing is.</summary>
    public IReadOnlyList<string> Check(EngineSession session) =>
        [.. _errors.Select(error => error.Message), .. Commands().SelectMany(command => CheckParameters(session, command))];

    /// <summary>Runs the example; what is returned is what went wrong.</summary>
    public IReadOnlyList<string> Run(EngineSession session) =>
        [.. session.Run(_code).Errors.Select(error => $"{error.FullyQualifiedErrorId}: {error}")];

    private static IEnumerable<string> CheckParameters(EngineSession session, CommandAst command)
    {
        string? name = command.GetCommandName();
        if (name is null || !name.Contains("-NsgFlow", StringComparison.OrdinalIgnoreCase))
        {
            yield break;
        }

        if (Find(session, name) is not CommandInfo info)
        {
            yield return $"There is no cmdlet {name}.";
            yield break;
        }

        if (info.Name != name)
        {
            yield return $"{name} is spelled {info.Name}.";
        }

        HashSet<string> known = [.. info.Parameters.Keys, .. info.Parameters.Values.SelectMany(parameter => parameter.Aliases)];
        foreach (CommandParameterAst parameter in command.CommandElements.OfType<CommandParameterAst>())
        {
            if (!known.Contains(parameter.ParameterName))
            {
                yield return $"{name} has no parameter -{parameter.ParameterName}.";
            }
        }
    }

    private static CommandInfo? Find(EngineSession session, string name) =>
        session.Call("Get-Command", ("Name", WildcardPattern.Escape(name)), ("ErrorAction", ActionPreference.Ignore))
            .As<CommandInfo>() is [CommandInfo first, ..] ? first : null;

    private IEnumerable<CommandAst> Commands() => _script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>();

    private bool IsDefinedHere(string name) =>
        _script.Find(ast => ast is FunctionDefinitionAst function && function.Name == name, searchNestedScriptBlocks: true) is not null;
}
