using NsgFlow.Filtering;

namespace NsgFlow.Layout;

/// <summary>
/// Which paths need not be opened. It excludes only what the path itself rules out; what it keeps is still to be
/// filtered by the flows inside. A path that is not in Azure's layout is always kept.
/// </summary>
internal sealed class FlowLogPathFilter
{
    private readonly HashSet<string>? _macAddresses;
    private readonly HashSet<string>? _subscriptionIds;
    private readonly NamePattern[] _resourceGroups;
    private readonly NamePattern[] _networkSecurityGroups;
    private readonly string[] _targets;

    /// <summary>Null and an empty list both ask for everything.</summary>
    public FlowLogPathFilter(
        HourWindow window = default,
        IEnumerable<string>? macAddresses = null,
        IEnumerable<string>? subscriptionIds = null,
        IEnumerable<NamePattern>? resourceGroups = null,
        IEnumerable<NamePattern>? networkSecurityGroups = null,
        IEnumerable<string>? targetResourceIds = null)
        : this(
            window,
            ToSet(macAddresses?.Select(mac => MacAddressText.Normalize(mac))),
            ToSet(subscriptionIds),
            resourceGroups?.ToArray() ?? [],
            networkSecurityGroups?.ToArray() ?? [],
            targetResourceIds?.ToArray() ?? [])
    {
    }

    private FlowLogPathFilter(
        HourWindow window,
        HashSet<string>? macAddresses,
        HashSet<string>? subscriptionIds,
        NamePattern[] resourceGroups,
        NamePattern[] networkSecurityGroups,
        string[] targets)
    {
        Window = window;
        _macAddresses = macAddresses;
        _subscriptionIds = subscriptionIds;
        _resourceGroups = resourceGroups;
        _networkSecurityGroups = networkSecurityGroups;
        _targets = targets;
    }

    /// <summary>Keeps every path.</summary>
    public static FlowLogPathFilter None { get; } = new();

    public HourWindow Window { get; }

    /// <summary>The same resources at any time, whatever the network interface.</summary>
    public FlowLogPathFilter OfAnyTime() =>
        new(default, null, _subscriptionIds, _resourceGroups, _networkSecurityGroups, _targets);

    public bool Excludes(FlowLogPath? path) => Judge(path) != PathVerdict.Keep;

    /// <summary>Judges a whole path or the beginning of one: what is excluded stays so with every longer path.</summary>
    public PathVerdict Judge(FlowLogPath? path) =>
        path is null ? PathVerdict.Keep
        : IsOtherResource(path) ? PathVerdict.OtherResource
        : path.Period is { } period && !Window.MayHold(period) ? PathVerdict.OutsideWindow
        : PathVerdict.Keep;

    private static HashSet<string>? ToSet(IEnumerable<string>? values)
    {
        var set = values?.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return set is { Count: > 0 } ? set : null;
    }

    private static bool RulesOut(NamePattern[] patterns, string? name) =>
        patterns.Length > 0 && name is not null && !Array.Exists(patterns, pattern => pattern.IsMatch(name));

    /// <summary>
    /// Whether a resource may be logged under a path. Logs of an NSG name it; those of a virtual network name the flow
    /// log, and may be of any resource that is no NSG.
    /// </summary>
    private static bool MayHold(FlowLogPath path, string target)
    {
        string? group = AzureResourceId.NetworkSecurityGroup(target);
        return path.Family == FlowLogFamily.VirtualNetwork
            ? group is null
            : group is not null
                && Agrees(path.NetworkSecurityGroup, group)
                && Agrees(path.ResourceGroupName, AzureResourceId.ResourceGroupName(target))
                && Agrees(path.SubscriptionId, AzureResourceId.SubscriptionId(target));
    }

    /// <summary>What a path does not tell, yet, rules nothing out.</summary>
    private static bool Agrees(string? told, string? wanted) =>
        told is null || wanted is null || told.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private bool IsOtherResource(FlowLogPath path)
    {
        if (_subscriptionIds is not null && path.SubscriptionId is { } id && !_subscriptionIds.Contains(id))
        {
            return true;
        }

        if (_targets.Length > 0 && !Array.Exists(_targets, target => MayHold(path, target)))
        {
            return true;
        }

        // A virtual network tree names the group of the flow log, mostly NetworkWatcherRG, and no NSG at all; which
        // network or NSG a flow belongs to stands in the records. So only the NSG tree is pruned by these two.
        if (path.Family == FlowLogFamily.NetworkSecurityGroup
            && (RulesOut(_resourceGroups, path.ResourceGroupName) || RulesOut(_networkSecurityGroups, path.NetworkSecurityGroup)))
        {
            return true;
        }

        // What is no MAC address in the path proves nothing about those in the records.
        return _macAddresses is not null
            && path.MacAddress is { } mac
            && MacAddressText.TryNormalize(mac, out _)
            && !_macAddresses.Contains(mac);
    }
}
