using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace NsgFlow.PowerShell.Completion;

/// <summary>Completes the rules that every network security group has; a user's own rules only the logs know.</summary>
public sealed class RuleCompleter : IArgumentCompleter
{
    private static readonly string[] s_rules =
    [
        "DefaultRule_AllowAzureLoadBalancerInBound",
        "DefaultRule_AllowInternetOutBound",
        "DefaultRule_AllowVnetInBound",
        "DefaultRule_AllowVnetOutBound",
        "DefaultRule_DenyAllInBound",
        "DefaultRule_DenyAllOutBound",
        "PlatformRule",
        "UserRule_*",
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? string.Empty).Trim('\'', '"');
        return s_rules
            .Where(r => r.StartsWith(word, StringComparison.OrdinalIgnoreCase) || BareName(r).StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(r => new CompletionResult(r, r, CompletionResultType.ParameterValue, r));
    }

    /// <summary>People remember DenyAllInBound, not its prefix.</summary>
    private static string BareName(string rule) => rule[(rule.IndexOf('_', StringComparison.Ordinal) + 1)..];
}
