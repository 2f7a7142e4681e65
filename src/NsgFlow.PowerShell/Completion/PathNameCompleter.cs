using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Language;
using NsgFlow.Layout;

namespace NsgFlow.PowerShell.Completion;

/// <summary>
/// Completes a name out of the paths of logs: those beneath the -Path typed so far, or beneath the current location.
/// It looks for a moment only, for whoever presses Tab does not want to wait.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PathNameCompleter : IArgumentCompleter
{
    private const int MostNames = 100;

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(300);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? string.Empty).Trim('\'', '"');
        var names = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        long begin = Stopwatch.GetTimestamp();
        foreach (string folder in TypedPaths.Resolve(fakeBoundParameters).Where(Directory.Exists))
        {
            foreach (FlowLogTreeFile file in new FlowLogTree(folder, FlowLogPathFilter.None).Files())
            {
                if (file.Layout is { } layout && NameIn(layout) is { } name && name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                {
                    names.Add(name);
                }

                if (names.Count >= MostNames || Stopwatch.GetElapsedTime(begin) > s_patience)
                {
                    return Results(names);
                }
            }
        }

        return Results(names);
    }

    /// <summary>The name that is completed, where a path tells it.</summary>
    private protected abstract string? NameIn(FlowLogPath path);

    private static IEnumerable<CompletionResult> Results(SortedSet<string> names) => names.Select(CompletedName.Of);
}

/// <summary>Completes the names of network security groups.</summary>
public sealed class NetworkSecurityGroupCompleter : PathNameCompleter
{
    private protected override string? NameIn(FlowLogPath path) => path.NetworkSecurityGroup;
}

/// <summary>Completes MAC addresses of network interfaces.</summary>
public sealed class MacAddressCompleter : PathNameCompleter
{
    private protected override string? NameIn(FlowLogPath path) => path.MacAddress;
}

/// <summary>Completes ids of subscriptions.</summary>
public sealed class SubscriptionIdCompleter : PathNameCompleter
{
    private protected override string? NameIn(FlowLogPath path) => path.SubscriptionId;
}

/// <summary>Completes names of resource groups, as far as paths name those of the flows.</summary>
public sealed class ResourceGroupNameCompleter : PathNameCompleter
{
    private protected override string? NameIn(FlowLogPath path) =>
        path.Family == FlowLogFamily.NetworkSecurityGroup ? path.ResourceGroupName : null;
}
