namespace NsgFlow.Analysis.Tracing;

/// <summary>The reasons of conversations that no rule denies.</summary>
internal static class AllowedText
{
    public static string OneSide(FlowTraceSide seen, string[] missingMacs)
    {
        string macs = string.Join(", ", missingMacs);
        return seen == FlowTraceSide.Source
            ? $"It was allowed outbound at the source, but the log of the destination ({macs}) covers the time and does not hold it: it is lost on the way, in a route, a firewall or gateway, or a missing peering."
            : $"It was allowed inbound at the destination, but the log of the source ({macs}) covers the time and does not hold it: something else sends with this address, or what the source logs is filtered.";
    }

    public static string NoReply(Conversation found, string place) =>
        found.ReplyAt(FlowTraceSide.Destination) == FlowReply.Yes
            ? "It was allowed at both ends and the destination answered, but nothing came back to the source: the way back is another one and is shut, as with asymmetric routes through a firewall."
            : found.OnlySide == FlowTraceSide.Source
                ? $"It was allowed {place}, but no packet came back: either it is lost on the way, or the destination does not answer."
                : $"It was allowed {place} and reached the destination's network interface, but no packet came back: look at the machine itself, its firewall and its service.";

    public static string ReplyUnknown(Conversation found, string place)
    {
        KeyValuePair<PointKey, PointTally>[] points = [.. found.Allowed];
        string why =
            Array.TrueForAll(points, point => point.Key.Kind == FlowLogKind.NsgV1) ? "logs of version 1 have no counters"
            : Array.Exists(points, point => point.Value.HasCounters) ? "the counters logged so far are all zero"
            : Array.TrueForAll(points, IsStateless) ? "rules of users that let in TCP are logged without counters, unless the network security group has a flow timeout"
            : "no row with counters was logged: the flows have only begun, or the log leaves out those that continue and end";
        return $"It was allowed {place}; whether packets came back is unknown, for {why}.";
    }

    private static bool IsStateless(KeyValuePair<PointKey, PointTally> point) =>
        point.Key.Side == FlowTraceSide.Destination
        && point.Key.Rule?.StartsWith("DefaultRule_", StringComparison.OrdinalIgnoreCase) != true;
}
