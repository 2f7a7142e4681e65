using System.Globalization;

namespace NsgFlow;

/// <summary>
/// What one rule of one rule set at one network interface logged of a conversation. Where a subnet and an interface both
/// have an NSG, each is a point of its own.
/// </summary>
public sealed class FlowTracePoint
{
    internal FlowTracePoint()
    {
    }

    /// <summary>Source for what an interface sends, Destination for what it receives.</summary>
    public FlowTraceSide Side => Direction == FlowDirection.Outbound ? FlowTraceSide.Source : FlowTraceSide.Destination;

    /// <summary>The MAC address of the network interface.</summary>
    public string? MacAddress { get; init; }

    /// <summary>Inbound or outbound, seen from the network interface.</summary>
    public FlowDirection Direction { get; init; }

    /// <summary>The network security group; null where the rule set is none, or is not known.</summary>
    public string? NetworkSecurityGroup { get; init; }

    /// <summary>The id of the rule set, as logged.</summary>
    public string? AclId { get; init; }

    /// <summary>The rule, as logged.</summary>
    public string? Rule { get; init; }

    /// <summary>What the rule decided.</summary>
    public FlowDecision Decision { get; init; }

    /// <summary>The encryption code of denied rows of virtual network logs, which can be the reason; else null.</summary>
    public string? Encryption { get; init; }

    /// <summary>The layout of the log.</summary>
    public FlowLogKind Kind { get; init; }

    /// <summary>Tuples that open a flow or deny one; continuations and ends are not counted.</summary>
    public long Attempts { get; init; }

    /// <summary>All tuples.</summary>
    public long Rows { get; init; }

    /// <summary>Whether packets came back: No where packets were counted on the way there and none on the way back; null where the point denies.</summary>
    public FlowReply? Reply { get; init; }

    /// <summary>The sum of the counters that are known; null where none is.</summary>
    public long? PacketsSent { get; init; }

    /// <summary>The sum of the counters that are known; null where none is.</summary>
    public long? BytesSent { get; init; }

    /// <summary>The sum of the counters that are known; null where none is.</summary>
    public long? PacketsReceived { get; init; }

    /// <summary>The sum of the counters that are known; null where none is.</summary>
    public long? BytesReceived { get; init; }

    /// <summary>The time of the first tuple, in UTC.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>The time of the last tuple, in UTC.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>The last tuple that counted packets back, in UTC; null where there is none.</summary>
    public DateTimeOffset? LastReply { get; init; }

    /// <summary>The point in a line: side, interface, decision, rule, rule set, number, reply and time.</summary>
    public string Summary
    {
        get
        {
            string reply = Reply is { } known ? $", reply: {known}" : string.Empty;
            string end = Side == FlowTraceSide.Source ? "source" : "destination";
            string set = (NetworkSecurityGroup ?? AclId) is { } name ? $" ({name})" : string.Empty;
            string last = FirstSeen.Date == LastSeen.Date ? "HH:mm:ss'Z'" : "yyyy-MM-dd HH:mm:ss'Z'";
            return string.Create(CultureInfo.InvariantCulture, $"{FirstSeen:yyyy-MM-dd HH:mm:ss}Z to {LastSeen.ToString(last, CultureInfo.InvariantCulture)}  {end} {MacAddress}: {(Decision == FlowDecision.Deny ? "DENIED" : "allowed")} by {Rule}{set}, attempts: {Attempts}{reply}");
        }
    }

    /// <summary>The same as <see cref="Summary"/>.</summary>
    public override string ToString() => Summary;
}
