using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using NsgFlow.PowerShell.Parameters;

namespace NsgFlow.PowerShell.Completion;

/// <summary>Completes the names of fields by which flows are grouped, counted or sorted.</summary>
public sealed class FieldCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? string.Empty).Trim('\'', '"');
        IEnumerable<string> names = parameterName == "SortBy"
            ? [.. LanguagePrimitives.ConvertTo<string[]>(fakeBoundParameters["By"] ?? Array.Empty<string>()), .. FieldNames.Measures]
            : FieldNames.Keys;
        return names
            .Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(CompletedName.Of);
    }
}
