using System.Globalization;

namespace NsgFlow;

/// <summary>
/// One line of an Azure flow log: a flow's begin, continuation, end or denial. One shape for NSG flow logs
/// (version 1 and 2) and virtual network flow logs (version 4); a property is null where the format has no such field.
/// </summary>
/// <remarks>Source: the Network Watcher pages of Microsoft's documentation on NSG and virtual network flow logs.</remarks>
public sealed class FlowRecord
{
    private readonly FlowGroup _group;
    private readonly long _packetsSent;
    private readonly long _bytesSent;
    private readonly long _packetsReceived;
    private readonly long _bytesReceived;
    private readonly long _timeTicks;
    private readonly ushort _sourcePort;
    private readonly ushort _destinationPort;
    private readonly FlowCounters _known;

    internal FlowRecord(in FlowRow row)
    {
        _group = row.Group;
        _timeTicks = row.TimeMilliseconds * TimeSpan.TicksPerMillisecond;
        SourceAddress = row.Source.Text;
        DestinationAddress = row.Destination.Text;
        _sourcePort = row.SourcePort;
        _destinationPort = row.DestinationPort;
        Protocol = row.Protocol;
        Direction = row.Direction;
        Decision = row.Decision;
        State = row.State;
        Kind = row.Kind;
        Encryption = row.Encryption;
        _packetsSent = row.PacketsSent;
        _bytesSent = row.BytesSent;
        _packetsReceived = row.PacketsReceived;
        _bytesReceived = row.BytesReceived;
        _known = row.Known;
        Offset = row.Offset;
        Deviation = row.Deviation | row.Group.Deviation;
    }

    /// <summary>When the flow was seen, in UTC. Seconds in NSG logs, milliseconds in virtual network logs.</summary>
    public DateTimeOffset Time => new(DateTimeOffset.UnixEpoch.Ticks + _timeTicks, TimeSpan.Zero);

    /// <summary>The address that opened the flow, in canonical text (IPv6 as RFC 5952).</summary>
    public string SourceAddress { get; }

    /// <summary>The address the flow goes to, in canonical text (IPv6 as RFC 5952).</summary>
    public string DestinationAddress { get; }

    /// <summary>The source port, 0 to 65535.</summary>
    public int SourcePort => _sourcePort;

    /// <summary>The destination port, 0 to 65535.</summary>
    public int DestinationPort => _destinationPort;

    /// <summary>The transport protocol by its IANA number.</summary>
    public FlowProtocol Protocol { get; }

    /// <summary>Inbound or outbound, seen from the network interface.</summary>
    public FlowDirection Direction { get; }

    /// <summary>Whether the rule let the flow through.</summary>
    public FlowDecision Decision { get; }

    /// <summary>Begin, continue, end or deny; <see cref="FlowState.None"/> where the format has no state.</summary>
    public FlowState State { get; }

    /// <summary>The encryption code of a virtual network log as logged, such as X or NX; null in NSG logs.</summary>
    public string? Encryption { get; }

    /// <summary>Packets from source to destination since the flow's tuple before; null where unknown.</summary>
    public long? PacketsSent => (_known & FlowCounters.PacketsSent) != 0 ? _packetsSent : null;

    /// <summary>Bytes from source to destination since the flow's tuple before; null where unknown.</summary>
    public long? BytesSent => (_known & FlowCounters.BytesSent) != 0 ? _bytesSent : null;

    /// <summary>Packets from destination to source since the flow's tuple before; null where unknown.</summary>
    public long? PacketsReceived => (_known & FlowCounters.PacketsReceived) != 0 ? _packetsReceived : null;

    /// <summary>Bytes from destination to source since the flow's tuple before; null where unknown.</summary>
    public long? BytesReceived => (_known & FlowCounters.BytesReceived) != 0 ? _bytesReceived : null;

    /// <summary>The rule that decided, as logged, with its prefix UserRule_ or DefaultRule_.</summary>
    public string? Rule => _group.Rule;

    /// <summary>The name of the network security group, out of the resource or ACL id; null where unknown.</summary>
    public string? NetworkSecurityGroup => _group.NetworkSecurityGroup;

    /// <summary>The id of the rule set: the NSG's resource id in NSG logs, the ACL id in virtual network logs.</summary>
    public string? AclId => _group.AclId;

    /// <summary>The resource that wrote the log, as logged: the NSG, or the flow log of a virtual network.</summary>
    public string? ResourceId => _group.ResourceId;

    /// <summary>The virtual network, subnet or network interface that is logged; null in NSG logs.</summary>
    public string? TargetResourceId => _group.TargetResourceId;

    /// <summary>The MAC address of the network interface, twelve upper-case hexadecimal digits.</summary>
    public string? MacAddress => _group.MacAddress;

    /// <summary>The layout the tuple was read in.</summary>
    public FlowLogKind Kind { get; }

    /// <summary>When the record was written, in UTC; up to about a minute after <see cref="Time"/>.</summary>
    public DateTimeOffset? RecordTime => _group.RecordTime;

    /// <summary>The file or blob the flow was read from, never with a signature; null for a bare tuple.</summary>
    public string? Source => _group.Source;

    /// <summary>The byte offset of the tuple's first character in its source; in a gzip file, of the decompressed bytes.</summary>
    public long Offset { get; }

    /// <summary>Which departures from the format were tolerated.</summary>
    public FlowDeviation Deviation { get; }

    /// <summary>What Add-NsgFlowContext knows of both ends; null until that cmdlet has seen the flow.</summary>
    public FlowContext? Context { get; internal init; }

    /// <summary>What all flows of its group share.</summary>
    internal FlowGroup Group => _group;

    /// <summary>Gives the fields back as a row; all but the two addresses, which belong to who reads on.</summary>
    internal void CopyTo(ref FlowRow row)
    {
        row.TimeMilliseconds = _timeTicks / TimeSpan.TicksPerMillisecond;
        row.Group = _group;
        row.SourcePort = _sourcePort;
        row.DestinationPort = _destinationPort;
        row.Protocol = Protocol;
        row.Direction = Direction;
        row.Decision = Decision;
        row.State = State;
        row.Kind = Kind;
        row.Known = _known;
        row.Deviation = Deviation;
        row.Encryption = Encryption;
        row.PacketsSent = _packetsSent;
        row.BytesSent = _bytesSent;
        row.PacketsReceived = _packetsReceived;
        row.BytesReceived = _bytesReceived;
        row.Offset = Offset;
    }

    /// <summary>A short line for people: time, decision, ends and rule.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Time:yyyy-MM-dd HH:mm:ss.fff}Z {Decision} {Direction} {Protocol} {FlowEndpoint.Format(SourceAddress, SourcePort)} -> {FlowEndpoint.Format(DestinationAddress, DestinationPort)} {Rule}");
}
