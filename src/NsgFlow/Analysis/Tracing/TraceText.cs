using System.Globalization;

namespace NsgFlow.Analysis.Tracing;

/// <summary>The words of reasons and notes.</summary>
internal static class TraceText
{
    public const string NeverShown =
        "Flow logs never show ICMP, ESP and AH, platform traffic such as that with 168.63.129.16, traffic that reaches a private endpoint (only the sending machine's log has it), nor anything from a time in which logging was off.";

    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Minute(long minute) => Minute(DateTimeOffset.FromUnixTimeSeconds(minute * 60));

    public static string Minute(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>A rule and its rule set.</summary>
    public static string Rule(in PointKey key)
    {
        string rule = key.Rule is { } name ? $"rule {name}" : "a rule without a name";
        return key.NetworkSecurityGroup is { } group ? $"{rule} of the network security group {group}"
            : key.AclId is { } acl ? $"{rule} of the rule set {acl}"
            : rule;
    }

    public static string Where(in PointKey key) => key.Side == FlowTraceSide.Source
        ? $"outbound at the source{Interface(key.MacAddress)}"
        : $"inbound at the destination{Interface(key.MacAddress)}";

    public static string End(FlowTraceSide side) => side == FlowTraceSide.Source ? "source" : "destination";

    public static string Number(long number, string one, string many) =>
        number == 1 ? $"one {one}" : string.Create(CultureInfo.InvariantCulture, $"{number} {many}");

    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    public static string Ports(IEnumerable<int> ports) => string.Join(", ", ports);

    /// <summary>What is dropped for its encryption bears the name of no rule.</summary>
    public static bool IsEncryptionDrop(in PointKey key) =>
        key.Decision == FlowDecision.Deny
        && string.Equals(key.Rule, "unspecified", StringComparison.OrdinalIgnoreCase)
        && key.Encryption?.StartsWith("NX_", StringComparison.Ordinal) == true;

    private static string Interface(string? mac) => mac is null ? string.Empty : $" (network interface {mac})";
}
