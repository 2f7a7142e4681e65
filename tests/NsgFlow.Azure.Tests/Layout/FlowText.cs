using System.Globalization;

namespace NsgFlow.Azure.Tests.Layout;

/// <summary>Every property of a flow as one line, so that lists of flows are compared whole and a difference is shown.</summary>
internal static class FlowText
{
    public static List<string> Of(IEnumerable<FlowRecord> flows) => [.. flows.Select(Of)];

    /// <summary>In an order of their own, for readings that promise none.</summary>
    public static List<string> Sorted(IEnumerable<FlowRecord> flows) => [.. flows.Select(Of).Order(StringComparer.Ordinal)];

    public static string Of(FlowRecord flow) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Place(flow.Source)}@{flow.Offset} {flow.Time:O} {flow.SourceAddress} {flow.SourcePort} {flow.DestinationAddress} {flow.DestinationPort} {flow.Protocol} {flow.Direction} {flow.Decision} {flow.State} {flow.Encryption ?? "-"} {flow.PacketsSent ?? -1} {flow.BytesSent ?? -1} {flow.PacketsReceived ?? -1} {flow.BytesReceived ?? -1} {flow.Rule} {flow.NetworkSecurityGroup} {flow.AclId} {flow.ResourceId} {flow.TargetResourceId} {flow.MacAddress} {flow.Kind} {flow.RecordTime:O} {flow.Deviation}");

    /// <summary>The layout's own path, which is the same in a file's path and in a blob's address.</summary>
    private static string Place(string? source)
    {
        string path = Uri.UnescapeDataString(source ?? "").Replace('\\', '/');
        int at = Math.Max(path.IndexOf("resourceId=/", StringComparison.Ordinal), path.IndexOf("flowLogResourceID=/", StringComparison.Ordinal));
        return at < 0 ? path : path[at..];
    }
}
