using System.Globalization;

namespace NsgFlow;

/// <summary>
/// A connection, put together from the tuples that the log has of it: its begin, continuations and end, or the
/// attempts that were denied. Counters are sums; a property is null where nothing is known.
/// </summary>
public sealed class FlowConnection
{
    private readonly FlowConnectionRow _row;

    internal FlowConnection(in FlowConnectionRow row) => _row = row;

    /// <summary>
    /// The same for the same connection whenever and wherever the logs are read: 32 hexadecimal digits made of the
    /// log, the interface, both ends, the protocol, the direction and the start.
    /// </summary>
    public string ConnectionId => ConnectionIdentity.Of(in _row);

    /// <summary>Community ID version 1 with seed 0, by which Zeek, Suricata and others name it; null where it needs what no flow log has.</summary>
    public string? CommunityId => NsgFlow.CommunityId.Of(_row.Source.Address, _row.Destination.Address, _row.SourcePort, _row.DestinationPort, _row.Protocol);

    /// <summary>When its first tuple was logged, in UTC; the connection is older where <see cref="StartKind"/> is MidStream.</summary>
    public DateTimeOffset Start => DateTimeOffset.FromUnixTimeMilliseconds(_row.Start);

    /// <summary>When it ended, or else the newest time at which it was logged, in UTC.</summary>
    public DateTimeOffset End => DateTimeOffset.FromUnixTimeMilliseconds(_row.End);

    /// <summary>From start to end; null where the log has the end before the start.</summary>
    public TimeSpan? Duration => _row.Duration < 0 ? null : TimeSpan.FromMilliseconds(_row.Duration);

    /// <summary>How the first tuple tells of the start.</summary>
    public FlowConnectionStart StartKind => _row.StartKind;

    /// <summary>How it came to its end, or why nothing more is known of it.</summary>
    public FlowConnectionEnd EndKind => _row.EndKind;

    /// <summary>The address that opened the connection, in canonical text (IPv6 as RFC 5952).</summary>
    public string SourceAddress => _row.Source.Text;

    /// <summary>The source port, 0 to 65535.</summary>
    public int SourcePort => _row.SourcePort;

    /// <summary>The address the connection goes to, in canonical text (IPv6 as RFC 5952).</summary>
    public string DestinationAddress => _row.Destination.Text;

    /// <summary>The destination port, 0 to 65535.</summary>
    public int DestinationPort => _row.DestinationPort;

    /// <summary>The transport protocol by its IANA number.</summary>
    public FlowProtocol Protocol => _row.Protocol;

    /// <summary>Inbound or outbound, seen from the network interface.</summary>
    public FlowDirection Direction => _row.Direction;

    /// <summary>Whether the rule let it through.</summary>
    public FlowDecision Decision => _row.Decision;

    /// <summary>Whether the destination answered, as far as the counters tell.</summary>
    public FlowReply Reply => _row.Reply;

    /// <summary>
    /// Whether it came to nothing: denied; ended with nothing received though packets were sent; or TCP that was over
    /// after at most three packets sent and two received, none longer than its headers.
    /// </summary>
    public bool IsFailed => _row.IsFailed;

    /// <summary>How often it was tried: more than 1 for denials within 60 seconds of one another.</summary>
    public int Attempts => _row.Attempts;

    /// <summary>Packets from source to destination; null where unknown.</summary>
    public long? PacketsSent => Counter(FlowCounters.PacketsSent, _row.PacketsSent);

    /// <summary>Bytes from source to destination; null where unknown.</summary>
    public long? BytesSent => Counter(FlowCounters.BytesSent, _row.BytesSent);

    /// <summary>Packets from destination to source; null where unknown.</summary>
    public long? PacketsReceived => Counter(FlowCounters.PacketsReceived, _row.PacketsReceived);

    /// <summary>Bytes from destination to source; null where unknown.</summary>
    public long? BytesReceived => Counter(FlowCounters.BytesReceived, _row.BytesReceived);

    /// <summary>How many continue and end tuples lacked a counter, so that the sums are too low.</summary>
    public int UnknownCounters => _row.UnknownCounters;

    /// <summary>The rule that decided, as logged with the first tuple.</summary>
    public string? Rule => _row.Group.Rule;

    /// <summary>The name of the network security group; null where unknown.</summary>
    public string? NetworkSecurityGroup => _row.Group.NetworkSecurityGroup;

    /// <summary>The id of the rule set: the NSG's resource id in NSG logs, the ACL id in virtual network logs.</summary>
    public string? AclId => _row.Group.AclId;

    /// <summary>The resource that wrote the log, as logged: the NSG, or the flow log of a virtual network.</summary>
    public string? ResourceId => _row.Group.ResourceId;

    /// <summary>The virtual network, subnet or network interface that is logged; null in NSG logs.</summary>
    public string? TargetResourceId => _row.Group.TargetResourceId;

    /// <summary>The MAC address of the network interface, twelve upper-case hexadecimal digits.</summary>
    public string? MacAddress => _row.Group.MacAddress;

    /// <summary>The encryption code of a virtual network log as logged first, such as X or NX; null in NSG logs.</summary>
    public string? Encryption => _row.Encryption;

    /// <summary>The layout its first tuple was read in.</summary>
    public FlowLogKind Kind => _row.Kind;

    /// <summary>How many tuples it was put together from.</summary>
    public int Records => _row.Records;

    /// <summary>The state of its first tuple.</summary>
    public FlowState FirstState => _row.FirstState;

    /// <summary>The state of its last tuple.</summary>
    public FlowState LastState => _row.LastState;

    /// <summary>How many tuples were left out because they repeat one that was counted.</summary>
    public int Duplicates => _row.Duplicates;

    /// <summary>What should be known before the connection is relied on.</summary>
    public FlowConnectionNotes Notes => _row.Notes;

    /// <summary>The files or blobs it was read from, in order.</summary>
    public string[] Sources => (string[]?)_row.Sources?.Clone() ?? (_row.Group.Source is { } source ? [source] : []);

    /// <summary>A short line for people: time, decision, ends, how it ended and what it moved.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Start:yyyy-MM-dd HH:mm:ss.fff}Z {Decision} {Direction} {Protocol} {FlowEndpoint.Format(SourceAddress, SourcePort)} -> {FlowEndpoint.Format(DestinationAddress, DestinationPort)} {EndKind} {Duration:c} {BytesSent?.ToString(CultureInfo.InvariantCulture) ?? "?"}/{BytesReceived?.ToString(CultureInfo.InvariantCulture) ?? "?"} bytes");

    private long? Counter(FlowCounters counter, long value) => (_row.Known & counter) != 0 ? value : null;
}
