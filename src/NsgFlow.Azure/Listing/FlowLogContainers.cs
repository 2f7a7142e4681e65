namespace NsgFlow.Azure.Listing;

/// <summary>The containers into which Azure writes flow logs.</summary>
internal static class FlowLogContainers
{
    public const string NetworkSecurityGroup = "insights-logs-networksecuritygroupflowevent";
    public const string VirtualNetwork = "insights-logs-flowlogflowevent";

    /// <summary>In the order in which folders of these names come.</summary>
    public static IReadOnlyList<string> All { get; } = [VirtualNetwork, NetworkSecurityGroup];
}
