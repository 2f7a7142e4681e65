using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using NsgFlow.Azure.Listing;

namespace NsgFlow.PowerShell.Completion;

/// <summary>Offers the containers into which Azure writes flow logs.</summary>
public sealed class ContainerCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        FlowLogContainers.All
            .Where(name => name.StartsWith((wordToComplete ?? string.Empty).Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name));
}
