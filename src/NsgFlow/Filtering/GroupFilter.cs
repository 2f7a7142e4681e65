namespace NsgFlow.Filtering;

/// <summary>The filters on what all tuples of a group share.</summary>
internal sealed class GroupFilter
{
    private readonly NamePattern[] _rules;
    private readonly NamePattern[] _securityGroups;
    private readonly NamePattern[] _resourceGroups;
    private readonly HashSet<string> _subscriptions;
    private readonly HashSet<string> _macAddresses;
    private readonly HashSet<string> _targets;

    public GroupFilter(FlowFilterOptions options)
    {
        _rules = Patterns(options.Rule);
        _securityGroups = Patterns(options.NetworkSecurityGroup);
        _resourceGroups = Patterns(options.ResourceGroupName);
        _subscriptions = new HashSet<string>(options.SubscriptionId, StringComparer.OrdinalIgnoreCase);
        _macAddresses = new HashSet<string>(options.MacAddress.Select(mac => MacAddressText.Normalize(mac)), StringComparer.Ordinal);
        _targets = new HashSet<string>(options.TargetResourceId.Select(id => id.Trim('/')), StringComparer.OrdinalIgnoreCase);
    }

    public bool Accepts(FlowGroup group) =>
        (_rules.Length == 0 || MatchesRule(group.Rule))
        && (_securityGroups.Length == 0 || Matches(_securityGroups, group.NetworkSecurityGroup))
        && (_macAddresses.Count == 0 || (group.MacAddress is not null && _macAddresses.Contains(MacAddressText.Normalize(group.MacAddress))))
        && (_targets.Count == 0 || IsTarget(group.TargetResourceId) || IsTarget(group.ResourceId))
        && ((_subscriptions.Count == 0 && _resourceGroups.Length == 0)
            || InScope(group.ResourceId) || InScope(group.TargetResourceId) || InScope(group.AclId));

    private bool IsTarget(string? id) => id is not null && _targets.Contains(id.Trim('/'));

    private bool MatchesRule(string? rule)
    {
        if (rule is null)
        {
            return false;
        }

        return Matches(_rules, rule)
            || (BareName(rule, "UserRule_") is { } user && Matches(_rules, user))
            || (BareName(rule, "DefaultRule_") is { } standard && Matches(_rules, standard));
    }

    private static string? BareName(string rule, string prefix) =>
        rule.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? rule[prefix.Length..] : null;

    /// <summary>Whether one id lies in a subscription and in a resource group that are wanted: the same id in both.</summary>
    private bool InScope(string? id) =>
        id is not null
        && (_subscriptions.Count == 0 || (AzureResourceId.SubscriptionId(id) is { } subscription && _subscriptions.Contains(subscription)))
        && (_resourceGroups.Length == 0 || Matches(_resourceGroups, AzureResourceId.ResourceGroupName(id)));

    private static bool Matches(NamePattern[] patterns, string? name) =>
        name is not null && Array.Exists(patterns, p => p.IsMatch(name));

    private static NamePattern[] Patterns(IReadOnlyList<string> texts) => [.. texts.Select(t => NamePattern.Parse(t))];
}
