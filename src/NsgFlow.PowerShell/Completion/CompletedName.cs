using System.Management.Automation;
using System.Management.Automation.Language;

namespace NsgFlow.PowerShell.Completion;

/// <summary>A name out of a log or its path, made fit for the command line.</summary>
internal static class CompletedName
{
    public static CompletionResult Of(string name) => new(Quote(name), name, CompletionResultType.ParameterValue, name);

    /// <summary>The name is data: quoted, it can be nothing else on the command line.</summary>
    private static string Quote(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? name
            : "'" + CodeGeneration.EscapeSingleQuotedStringContent(name) + "'";
}
