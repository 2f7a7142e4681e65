namespace NsgFlow;

/// <summary>
/// Names out of an Azure Resource Manager id. An id is a list of pairs, type then name; types match in any case, names
/// come back exactly as they are spelled. What is no such id (a bare GUID, "unspecified") has none of them.
/// </summary>
internal static class AzureResourceId
{
    private const string WatcherPrefix = "NetworkWatcher_";

    /// <summary>The NSG's name in the id of a network security group or of something within one; else null.</summary>
    public static string? NetworkSecurityGroup(ReadOnlySpan<char> id) => NameOf(id, "networkSecurityGroups");

    public static string? SubscriptionId(ReadOnlySpan<char> id) => NameOf(id, "subscriptions");

    public static string? ResourceGroupName(ReadOnlySpan<char> id) => NameOf(id, "resourceGroups");

    /// <summary>The name of a virtual network's flow log.</summary>
    public static string? FlowLog(ReadOnlySpan<char> id) => NameOf(id, "flowLogs");

    public static string? StorageAccount(ReadOnlySpan<char> id) => NameOf(id, "storageAccounts");

    /// <summary>The region that the usual name of a Network Watcher ends with.</summary>
    public static string? NetworkWatcherRegion(ReadOnlySpan<char> id) =>
        NameOf(id, "networkWatchers") is { } name && name.StartsWith(WatcherPrefix, StringComparison.OrdinalIgnoreCase)
            ? name[WatcherPrefix.Length..]
            : null;

    private static string? NameOf(ReadOnlySpan<char> id, ReadOnlySpan<char> type)
    {
        var segments = new PathSegments(id);
        while (segments.MoveNext())
        {
            // Only every other segment is a type: a resource group may well be named networkSecurityGroups.
            bool found = segments.Current.Equals(type, StringComparison.OrdinalIgnoreCase);
            if (!segments.MoveNext())
            {
                return null;
            }

            if (found)
            {
                return segments.Current.ToString();
            }
        }

        return null;
    }
}
