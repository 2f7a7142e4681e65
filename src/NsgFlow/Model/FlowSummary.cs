namespace NsgFlow;

/// <summary>
/// What the flows of a group come to. The values that make the group bear the names of the fields it was grouped by;
/// the other fields are null.
/// </summary>
public sealed class FlowSummary
{
    private readonly SummaryKeys _keys;
    private readonly FlowTally _tally;

    /// <param name="keys">The values that make the group.</param>
    /// <param name="tally">What was counted.</param>
    internal FlowSummary(SummaryKeys keys, in FlowTally tally)
    {
        _keys = keys;
        _tally = tally;
    }

    /// <summary>The values that make the group, in one text.</summary>
    public string Key => _keys.ToString();

    /// <summary>How many tuples there are, of any state.</summary>
    public long Rows => _tally.Rows;

    /// <summary>How many flows there are: tuples that begin or deny one, and those of formats without states.</summary>
    public long Flows => _tally.Allowed + _tally.Denied;

    /// <summary>
    /// How many connections there are of which the first tuple is no begin: they are older than what was read. Null where groups were counted approximately.
    /// </summary>
    public long? Continued { get; internal init; }

    /// <summary>How many of the flows were let through.</summary>
    public long Allowed => _tally.Allowed;

    /// <summary>How many of the flows were denied.</summary>
    public long Denied => _tally.Denied;

    /// <summary>
    /// Packets from source to destination, of the tuples in which they are known; null where they are known in none.
    /// Where flows are grouped by this field, its value in each tuple.
    /// </summary>
    public long? PacketsSent => Sum(MeasureField.PacketsSent, FlowCounters.PacketsSent, _tally.PacketsSent);

    /// <summary>Bytes from source to destination; as <see cref="PacketsSent"/>.</summary>
    public long? BytesSent => Sum(MeasureField.BytesSent, FlowCounters.BytesSent, _tally.BytesSent);

    /// <summary>Packets from destination to source; as <see cref="PacketsSent"/>.</summary>
    public long? PacketsReceived => Sum(MeasureField.PacketsReceived, FlowCounters.PacketsReceived, _tally.PacketsReceived);

    /// <summary>Bytes from destination to source; as <see cref="PacketsSent"/>.</summary>
    public long? BytesReceived => Sum(MeasureField.BytesReceived, FlowCounters.BytesReceived, _tally.BytesReceived);

    /// <summary>Packets both ways, as far as they are known; null where they are known of neither way.</summary>
    public long? Packets => _tally.Packets;

    /// <summary>Bytes both ways, as far as they are known; null where they are known of neither way.</summary>
    public long? Bytes => _tally.Bytes;

    /// <summary>How many tuples should have counters and lack at least one. Those that begin or deny a flow have none.</summary>
    public long UnknownCounters => _tally.UnknownCounters;

    /// <summary>The time of the first tuple, in UTC; null where there is none.</summary>
    public DateTimeOffset? FirstSeen => _tally.Rows > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(_tally.FirstSeen) : null;

    /// <summary>The time of the last tuple, in UTC; null where there is none.</summary>
    public DateTimeOffset? LastSeen => _tally.Rows > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(_tally.LastSeen) : null;

    /// <summary>How many different values the fields have that were to be counted; null where none were.</summary>
    public IReadOnlyList<FlowDistinctCount>? Distinct { get; internal init; }

    /// <summary>By how much what the groups were chosen by may be larger than it was counted; null where counting was exact.</summary>
    public long? ErrorBound { get; internal init; }

    /// <summary>
    /// How many tuples were left out because others say the same, of the whole input; the same in each summary. Null where
    /// none were to be left out.
    /// </summary>
    public FlowDuplicates? Duplicates { get; internal init; }

    /// <summary>The rule's definition, and how much of the window the logs show; null where no definitions were given.</summary>
    public FlowRuleUsage? RuleUsage { get; internal init; }

    /// <summary>When the flows were seen, in UTC. Null where flows are not grouped by it.</summary>
    public DateTimeOffset? Time => (DateTimeOffset?)_keys[MeasureField.Time];

    /// <summary>The address that opened the flows. Null where flows are not grouped by it.</summary>
    public string? SourceAddress => (string?)_keys[MeasureField.SourceAddress];

    /// <summary>The address the flows go to. Null where flows are not grouped by it.</summary>
    public string? DestinationAddress => (string?)_keys[MeasureField.DestinationAddress];

    /// <summary>The source port. Null where flows are not grouped by it.</summary>
    public int? SourcePort => (int?)_keys[MeasureField.SourcePort];

    /// <summary>The destination port. Null where flows are not grouped by it.</summary>
    public int? DestinationPort => (int?)_keys[MeasureField.DestinationPort];

    /// <summary>The transport protocol. Null where flows are not grouped by it.</summary>
    public FlowProtocol? Protocol => (FlowProtocol?)_keys[MeasureField.Protocol];

    /// <summary>Inbound or outbound, seen from the network interface. Null where flows are not grouped by it.</summary>
    public FlowDirection? Direction => (FlowDirection?)_keys[MeasureField.Direction];

    /// <summary>Whether the rule let the flows through. Null where flows are not grouped by it.</summary>
    public FlowDecision? Decision => (FlowDecision?)_keys[MeasureField.Decision];

    /// <summary>Begin, continue, end or deny. Null where flows are not grouped by it.</summary>
    public FlowState? State => (FlowState?)_keys[MeasureField.State];

    /// <summary>The encryption code of a virtual network log. Null where flows are not grouped by it.</summary>
    public string? Encryption => (string?)_keys[MeasureField.Encryption];

    /// <summary>The rule that decided, as logged. Null where flows are not grouped by it.</summary>
    public string? Rule => (string?)_keys[MeasureField.Rule];

    /// <summary>The name of the network security group. Null where flows are not grouped by it.</summary>
    public string? NetworkSecurityGroup => (string?)_keys[MeasureField.NetworkSecurityGroup];

    /// <summary>The id of the rule set. Null where flows are not grouped by it.</summary>
    public string? AclId => (string?)_keys[MeasureField.AclId];

    /// <summary>The resource that wrote the log. Null where flows are not grouped by it.</summary>
    public string? ResourceId => (string?)_keys[MeasureField.ResourceId];

    /// <summary>The virtual network, subnet or network interface that is logged. Null where flows are not grouped by it.</summary>
    public string? TargetResourceId => (string?)_keys[MeasureField.TargetResourceId];

    /// <summary>The MAC address of the network interface. Null where flows are not grouped by it.</summary>
    public string? MacAddress => (string?)_keys[MeasureField.MacAddress];

    /// <summary>The layout of the tuples. Null where flows are not grouped by it.</summary>
    public FlowLogKind? Kind => (FlowLogKind?)_keys[MeasureField.Kind];

    /// <summary>When the record was written, in UTC. Null where flows are not grouped by it.</summary>
    public DateTimeOffset? RecordTime => (DateTimeOffset?)_keys[MeasureField.RecordTime];

    /// <summary>The file or blob that the flows were read from. Null where flows are not grouped by it.</summary>
    public string? Source => (string?)_keys[MeasureField.Source];

    /// <summary>The byte offset of the tuple in its source. Null where flows are not grouped by it.</summary>
    public long? Offset => (long?)_keys[MeasureField.Offset];

    /// <summary>Which departures from the format were tolerated. Null where flows are not grouped by it.</summary>
    public FlowDeviation? Deviation => (FlowDeviation?)_keys[MeasureField.Deviation];

    /// <summary>The network of the source, as a CIDR prefix. Null where flows are not grouped by it.</summary>
    public string? SourcePrefix => (string?)_keys[MeasureField.SourcePrefix];

    /// <summary>The network of the destination, as a CIDR prefix. Null where flows are not grouped by it.</summary>
    public string? DestinationPrefix => (string?)_keys[MeasureField.DestinationPrefix];

    /// <summary>The smaller address of a pair, whichever side it is on. Null where flows are not grouped by it.</summary>
    public string? Address => (string?)_keys[MeasureField.Address];

    /// <summary>The larger address of a pair. Null where flows are not grouped by it.</summary>
    public string? PeerAddress => (string?)_keys[MeasureField.PeerAddress];

    /// <summary>Where the interval of time begins, in UTC. Null where flows are not grouped by it.</summary>
    public DateTimeOffset? Interval => (DateTimeOffset?)_keys[MeasureField.Interval];

    /// <summary>The service that IANA assigned the destination port to. Null where flows are not grouped by it.</summary>
    public string? Service => (string?)_keys[MeasureField.Service];

    /// <summary>The group and how many flows it has.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(Key.Length > 0 ? Key : "all")}: {Flows} flows");

    private long? Sum(MeasureField field, FlowCounters counter, long sum) =>
        _keys.Has(field) ? (long?)_keys[field]
        : (_tally.Known & counter) != 0 ? sum
        : null;
}
