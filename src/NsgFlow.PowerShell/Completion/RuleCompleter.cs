using System.Collections;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;
using NsgFlow.Layout;

namespace NsgFlow.PowerShell.Completion;

/// <summary>
/// Completes names of rules: those that every network security group has, and those that stand at the beginning of the
/// logs under the -Path typed so far. It looks for a moment only, for whoever presses Tab does not want to wait.
/// </summary>
public sealed partial class RuleCompleter : IArgumentCompleter
{
    private const int MostNames = 100;
    private const int HeadLength = 64 * 1024;

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(300);

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
        var names = new SortedSet<string>(s_rules.Where(r => IsWanted(r, word)), StringComparer.OrdinalIgnoreCase);
        long begin = Stopwatch.GetTimestamp();
        byte[] head = new byte[HeadLength];
        foreach (string file in TypedPaths.Resolve(fakeBoundParameters).SelectMany(Files))
        {
            names.UnionWith(RulesIn(file, head).Where(r => IsWanted(r, word)));
            if (names.Count >= MostNames || Stopwatch.GetElapsedTime(begin) > s_patience)
            {
                break;
            }
        }

        return names.Select(n => n == "UserRule_*" ? new CompletionResult(n) : CompletedName.Of(n));
    }

    /// <summary>People remember DenyAllInBound, not its prefix.</summary>
    private static bool IsWanted(string rule, string word) =>
        rule.StartsWith(word, StringComparison.OrdinalIgnoreCase)
        || rule.AsSpan(rule.IndexOf('_', StringComparison.Ordinal) + 1).StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Files(string path) =>
        File.Exists(path) ? [path]
        : Directory.Exists(path) ? new FlowLogTree(path, FlowLogPathFilter.None).Files().Select(f => f.FullPath)
        : [];

    /// <summary>A compressed file shows no names at its beginning, and a file that cannot be read shows none either.</summary>
    private static IEnumerable<string> RulesIn(string path, byte[] head)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            int length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return [.. RuleKey().Matches(Encoding.UTF8.GetString(head, 0, length)).Select(m => m.Groups[1].Value)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    [GeneratedRegex("""
        "rule"\s*:\s*"([^"\\\p{Cc}]{1,200})"
        """, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RuleKey();
}
