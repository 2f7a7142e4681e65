using System.Net;
using NsgFlow.Filtering;

namespace NsgFlow.Tests.Support;

/// <summary>What the filter parameters mean, said as plainly as can be, on finished flows.</summary>
internal static class ReferenceFilter
{
    public static bool Accepts(FlowFilterOptions filter, FlowRecord flow) =>
        (filter.StartTime is null || flow.Time >= filter.StartTime)
        && (filter.EndTime is null || flow.Time < filter.EndTime)
        && InSet(filter.SourceAddress, flow.SourceAddress)
        && InSet(filter.DestinationAddress, flow.DestinationAddress)
        && OnEitherSide(filter.Address, flow)
        && IsBetween(filter.Between, flow)
        && IsAny(filter.SourcePort, flow.SourcePort)
        && IsAny(filter.DestinationPort, flow.DestinationPort)
        && (IsAny(filter.Port, flow.SourcePort) || IsAny(filter.Port, flow.DestinationPort))
        && IsAny(filter.Protocol, flow.Protocol)
        && IsAny(filter.Direction, flow.Direction)
        && IsAny(filter.Decision, flow.Decision)
        && IsAny(filter.State, flow.State)
        && (filter.Rule.Count == 0 || filter.Rule.Any(r => MatchesRule(r, flow.Rule)))
        && (filter.NetworkSecurityGroup.Count == 0 || filter.NetworkSecurityGroup.Any(n => Matches(n, flow.NetworkSecurityGroup)))
        && (filter.MacAddress.Count == 0 || filter.MacAddress.Any(m => Digits(m) == Digits(flow.MacAddress!)))
        && ((filter.SubscriptionId.Count == 0 && filter.ResourceGroupName.Count == 0) || new[] { flow.ResourceId, flow.TargetResourceId, flow.AclId }.Any(id =>
            (filter.SubscriptionId.Count == 0 || filter.SubscriptionId.Any(s => Names(id, "subscriptions", s)))
            && (filter.ResourceGroupName.Count == 0 || filter.ResourceGroupName.Any(r => Names(id, "resourceGroups", r)))));

    private static bool IsAny<T>(IReadOnlyList<T> wanted, T value) => wanted.Count == 0 || wanted.Contains(value);

    private static bool InSet(IReadOnlyList<string> items, string address) => Wants(items, address) && !Excludes(items, address);

    private static bool OnEitherSide(IReadOnlyList<string> items, FlowRecord flow) =>
        (Wants(items, flow.SourceAddress) || Wants(items, flow.DestinationAddress))
        && !Excludes(items, flow.SourceAddress)
        && !Excludes(items, flow.DestinationAddress);

    private static bool IsBetween(IReadOnlyList<string> ends, FlowRecord flow) =>
        ends.Count == 0
        || (InSet([ends[0]], flow.SourceAddress) && InSet([ends[1]], flow.DestinationAddress))
        || (InSet([ends[1]], flow.SourceAddress) && InSet([ends[0]], flow.DestinationAddress));

    private static bool Wants(IReadOnlyList<string> items, string address)
    {
        string[] wanted = [.. items.Where(i => !i.StartsWith('!'))];
        return wanted.Length == 0 || wanted.Any(w => Contains(w, address));
    }

    private static bool Excludes(IReadOnlyList<string> items, string address) =>
        items.Where(i => i.StartsWith('!')).Any(i => Contains(i[1..], address));

    private static bool Contains(string prefix, string address)
    {
        string[] parts = prefix.Split('/');
        byte[] network = IPAddress.Parse(parts[0]).GetAddressBytes();
        byte[] bytes = IPAddress.Parse(address).GetAddressBytes();
        int length = parts.Length == 1 ? network.Length * 8 : int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
        return network.Length == bytes.Length
            && Enumerable.Range(0, length).All(bit => (network[bit / 8] >> (7 - (bit % 8)) & 1) == (bytes[bit / 8] >> (7 - (bit % 8)) & 1));
    }

    /// <summary>A name, or the beginning of one before a star; that suffices here, for wildcards have tests of their own.</summary>
    private static bool Matches(string pattern, string? name) =>
        name is not null
        && (pattern.EndsWith('*')
            ? name.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
            : name.Equals(pattern, StringComparison.OrdinalIgnoreCase));

    private static bool MatchesRule(string pattern, string? rule) =>
        Matches(pattern, rule)
        || Matches(pattern, Without("UserRule_", rule))
        || Matches(pattern, Without("DefaultRule_", rule));

    private static string? Without(string prefix, string? rule) =>
        rule is not null && rule.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? rule[prefix.Length..] : null;

    private static string Digits(string mac) =>
        mac.Replace("-", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();

    private static bool Names(string? id, string type, string name) =>
        id is not null && $"{id}/".Contains($"/{type}/{name}/", StringComparison.OrdinalIgnoreCase);
}
