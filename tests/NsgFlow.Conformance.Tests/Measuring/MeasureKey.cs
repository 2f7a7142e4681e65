using System.Globalization;

namespace NsgFlow.Conformance.Tests.Measuring;

/// <summary>What -By and -Distinct name, in SQL.</summary>
/// <param name="Properties">The properties of a summary that hold the key.</param>
/// <param name="Values">The expressions of their values.</param>
/// <param name="Order">The expressions that the key sorts by, ascending.</param>
internal sealed record MeasureKey(string[] Properties, string[] Values, string[] Order)
{
    private const string Kinds = "CASE kind WHEN 'Other' THEN 0 WHEN 'NsgV1' THEN 1 WHEN 'NsgV2' THEN 2 ELSE 4 END";
    private const string States = "CASE state WHEN 'None' THEN 0 WHEN 'Begin' THEN 1 WHEN 'Continue' THEN 2 WHEN 'End' THEN 3 ELSE 4 END";

    /// <summary>Whether the source is the smaller of the two addresses; IPv4 comes before IPv6.</summary>
    private const string SourceFirst =
        "(source_is6, source_value) <= (destination_is6, destination_value)";

    public static MeasureKey Of(string name, MeasureQuestion question) => name switch
    {
        "Time" => One(name, "time_ms * 10000"),
        "SourceAddress" => One(name, "source_address", "source_is6", "source_value"),
        "DestinationAddress" => One(name, "destination_address", "destination_is6", "destination_value"),
        "SourcePort" => One(name, "source_port"),
        "DestinationPort" => One(name, "destination_port"),
        "Protocol" => One(name, "protocol"),
        "Direction" => One(name, "direction", "direction = 'Outbound'"),
        "Decision" => One(name, "decision", "decision = 'Deny'"),
        "State" => One(name, "state", States),
        "Encryption" => One(name, "encryption"),
        "PacketsSent" => One(name, "packets_sent"),
        "BytesSent" => One(name, "bytes_sent"),
        "PacketsReceived" => One(name, "packets_received"),
        "BytesReceived" => One(name, "bytes_received"),
        "Rule" => One(name, "rule"),
        "NetworkSecurityGroup" => One(name, "network_security_group"),
        "AclId" => One(name, "acl_id"),
        "ResourceId" => One(name, "resource_id"),
        "TargetResourceId" => One(name, "target_resource_id"),
        "MacAddress" => One(name, "mac"),
        "Kind" => One(name, "kind", Kinds),
        "RecordTime" => One(name, "record_ticks"),
        "Source" => One(name, "source"),
        "Offset" => One(name, "byte_offset"),
        "Deviation" => One(name, "deviation"),
        "Service" => One(name, Service()),
        "Interval" => One(name, IntervalOf(question)),
        "SourcePrefix" => Prefix(name, "source", question),
        "DestinationPrefix" => Prefix(name, "destination", question),
        "Pair" => new MeasureKey(
            ["Address", "PeerAddress"],
            [$"if({SourceFirst}, source_address, destination_address)", $"if({SourceFirst}, destination_address, source_address)"],
            [
                $"if({SourceFirst}, source_is6, destination_is6)", $"if({SourceFirst}, source_value, destination_value)",
                $"if({SourceFirst}, destination_is6, source_is6)", $"if({SourceFirst}, destination_value, source_value)",
            ]),
        _ => throw new ArgumentException($"No key is named {name}.", nameof(name)),
    };

    /// <summary>The length of the question's interval in the unit of times, ticks of 100 ns.</summary>
    public static long Step(MeasureQuestion question) => (question.Interval ?? TimeSpan.FromHours(1)).Ticks;

    private static MeasureKey One(string name, string value, params string[] order) =>
        new([name], [value], order.Length == 0 ? [value] : order);

    private static string IntervalOf(MeasureQuestion question)
    {
        string step = Step(question).ToString(CultureInfo.InvariantCulture);
        return $"time_ms * 10000 - time_ms * 10000 % {step}";
    }

    private static MeasureKey Prefix(string name, string side, MeasureQuestion question)
    {
        (int length4, int length6) = (question.PrefixLength ?? 24, question.IPv6PrefixLength ?? 64);
        return One(
            name,
            string.Create(CultureInfo.InvariantCulture, $"prefix_text({side}_is6, {side}_value, {length4}, {length6})"),
            $"{side}_is6",
            string.Create(CultureInfo.InvariantCulture, $"network_value({side}_value, if({side}_is6, 128 - {length6}, 32 - {length4}))"));
    }

    /// <summary>
    /// The names that IANA's Service Name and Transport Protocol Port Number Registry has for the ports that the
    /// questions ask of; of them, three are registered for SCTP as well.
    /// </summary>
    private static string Service() =>
        """
        CASE
            WHEN protocol IN (6, 17) THEN CASE destination_port
                WHEN 22 THEN 'ssh' WHEN 25 THEN 'smtp' WHEN 53 THEN 'domain' WHEN 80 THEN 'http' WHEN 123 THEN 'ntp'
                WHEN 443 THEN 'https' WHEN 445 THEN 'microsoft-ds' WHEN 1433 THEN 'ms-sql-s' WHEN 3306 THEN 'mysql'
                WHEN 3389 THEN 'ms-wbt-server' WHEN 5432 THEN 'postgresql'
            END
            WHEN protocol = 132 THEN CASE destination_port WHEN 22 THEN 'ssh' WHEN 80 THEN 'http' WHEN 443 THEN 'https' END
        END
        """;
}
