using NsgFlow.Conformance.Tests.Logs;

namespace NsgFlow.Conformance.Tests.Measuring;

/// <summary>What is asked of every set of logs.</summary>
internal static class MeasureQuestions
{
    /// <summary>No filter: every kind of key, alone and together.</summary>
    public static IReadOnlyDictionary<string, Func<LogFacts, MeasureQuestion>> Keys { get; } = new Dictionary<string, Func<LogFacts, MeasureQuestion>>
    {
        ["the total"] = _ => new(),
        ["source addresses"] = _ => new() { By = ["SourceAddress"] },
        ["destination addresses"] = _ => new() { By = ["DestinationAddress"] },
        ["source ports"] = _ => new() { By = ["SourcePort"] },
        ["destination ports"] = _ => new() { By = ["DestinationPort"] },
        ["protocol, direction, decision, state"] = _ => new() { By = ["Protocol", "Direction", "Decision", "State"] },
        ["state before kind"] = _ => new() { By = ["State", "Kind"] },
        ["encryption"] = _ => new() { By = ["Encryption"] },
        ["rules"] = _ => new() { By = ["NetworkSecurityGroup", "Rule"] },
        ["resources"] = _ => new() { By = ["AclId", "ResourceId", "TargetResourceId"] },
        ["interfaces"] = _ => new() { By = ["MacAddress", "Direction"] },
        ["sources"] = _ => new() { By = ["Source"] },
        ["record times"] = _ => new() { By = ["RecordTime"] },
        ["times"] = _ => new() { By = ["Time"] },
        ["deviations"] = _ => new() { By = ["Deviation"] },
        ["counters as keys"] = _ => new() { By = ["PacketsSent", "BytesReceived"] },
        ["the other counters as keys"] = _ => new() { By = ["BytesSent", "PacketsReceived"] },
        ["single rows"] = _ => new() { By = ["Source", "Offset"] },
        ["conversations"] = _ => new() { By = ["SourceAddress", "DestinationAddress", "DestinationPort", "Protocol"] },
        ["pairs"] = _ => new() { By = ["Pair"] },
        ["pairs by port"] = _ => new() { By = ["DestinationPort", "Pair"] },
        ["prefixes"] = _ => new() { By = ["SourcePrefix", "DestinationPrefix"] },
        ["odd prefix lengths"] = _ => new() { By = ["SourcePrefix", "Direction", "DestinationPrefix"], PrefixLength = 19, IPv6PrefixLength = 45 },
        ["whole families"] = _ => new() { By = ["SourcePrefix"], PrefixLength = 0, IPv6PrefixLength = 0 },
        ["whole addresses"] = _ => new() { By = ["DestinationPrefix"], PrefixLength = 32, IPv6PrefixLength = 128 },
    };

    public static IReadOnlyDictionary<string, Func<LogFacts, MeasureQuestion>> Intervals { get; } = new Dictionary<string, Func<LogFacts, MeasureQuestion>>
    {
        ["hours by default"] = _ => new() { By = ["Interval"] },
        ["minutes"] = _ => new() { Interval = TimeSpan.FromMinutes(1) },
        ["five minutes before other keys"] = _ => new() { Interval = TimeSpan.FromMinutes(5), By = ["Decision", "Direction"] },
        ["an interval behind another key"] = _ => new() { Interval = TimeSpan.FromMinutes(15), By = ["Rule", "Interval"] },
        ["days"] = _ => new() { Interval = TimeSpan.FromDays(1), By = ["MacAddress"] },
        ["two days"] = _ => new() { Interval = TimeSpan.FromDays(2) },
    };

    public static IReadOnlyDictionary<string, Func<LogFacts, MeasureQuestion>> Gaps { get; } = new Dictionary<string, Func<LogFacts, MeasureQuestion>>
    {
        ["half hours filled"] = _ => new() { Interval = TimeSpan.FromMinutes(30), FillGap = true },
        ["minutes filled for each rule"] = _ => new() { Interval = TimeSpan.FromMinutes(20), By = ["Rule", "Decision"], FillGap = true },
        ["an interval filled behind another key"] = _ => new() { Interval = TimeSpan.FromMinutes(10), By = ["NetworkSecurityGroup", "Interval"], FillGap = true },
        ["filled to the window"] = f => Windowed(f) with { Interval = TimeSpan.FromMinutes(7.5), By = ["Direction"], FillGap = true },
    };

    public static IReadOnlyDictionary<string, Func<LogFacts, MeasureQuestion>> Tops { get; } = new Dictionary<string, Func<LogFacts, MeasureQuestion>>
    {
        ["top sources"] = _ => new() { By = ["SourceAddress"], Top = 7 },
        ["top conversations"] = _ => new() { By = ["SourceAddress", "DestinationAddress", "DestinationPort"], Top = 20 },
        ["top conversations by bytes"] = _ => new() { By = ["DestinationAddress", "SourceAddress"], Top = 11, SortBy = "Bytes" },
        ["top by received packets"] = _ => new() { By = ["DestinationPort", "Rule"], Top = 9, SortBy = "PacketsReceived" },
        ["top beyond the end"] = _ => new() { By = ["Direction"], Top = 1000 },
        ["all by rows"] = _ => new() { By = ["DestinationPort"], SortBy = "Rows" },
        ["all by denials"] = _ => new() { By = ["Rule", "Protocol"], SortBy = "Denied" },
        ["all by sent packets"] = _ => new() { By = ["SourcePrefix"], SortBy = "PacketsSent" },
        ["top continued"] = _ => new() { By = ["DestinationAddress"], Top = 6, SortBy = "Continued" },
        ["top allowed pairs"] = _ => new() { By = ["Pair"], Top = 8, SortBy = "Allowed" },
        ["by a second key"] = _ => new() { By = ["Direction", "DestinationAddress"], SortBy = "DestinationAddress" },
        ["the first ports"] = _ => new() { By = ["DestinationPort"], SortBy = "DestinationPort", Top = 5 },
        ["top of an interval"] = _ => new() { Interval = TimeSpan.FromHours(1), By = ["SourceAddress"], Top = 10, SortBy = "Packets" },
        ["distinct ends"] = _ => new() { By = ["DestinationPort"], Distinct = ["SourceAddress", "DestinationAddress"] },
        ["distinct of the total"] = _ => new() { Distinct = ["SourcePort", "Rule", "MacAddress", "Protocol", "State"] },
        ["distinct of top sources"] = _ => new() { By = ["SourceAddress"], Top = 5, SortBy = "Rows", Distinct = ["DestinationPort", "Encryption", "Time"] },
    };

    /// <summary>Every filter, in SQL a second time. Filters act before connections are told apart.</summary>
    public static IReadOnlyDictionary<string, Func<LogFacts, MeasureQuestion>> Filters { get; } = new Dictionary<string, Func<LogFacts, MeasureQuestion>>
    {
        ["source address"] = f => new() { By = ["DestinationPort"], Filter = $"-SourceAddress {f.Address}", Where = $"source_address = '{f.Address}'" },
        ["destination in a network"] = f => new() { By = ["DestinationAddress"], Filter = $"-DestinationAddress {f.Network}", Where = Within("destination", f.Network) },
        ["source outside a network"] = f => new() { By = ["SourcePrefix"], Filter = $"-SourceAddress '!{f.Network}'", Where = $"NOT ({Within("source", f.Network)})" },
        ["IPv6 at either end"] = f => new()
        {
            By = ["Pair"], Filter = $"-Address {f.IPv6Network}",
            Where = $"(({Within("source", f.IPv6Network)}) OR ({Within("destination", f.IPv6Network)}))",
        },
        ["one end and not the other"] = f => new()
        {
            By = ["Direction", "Protocol"], Filter = $"-Address {f.Network}, '!{f.Address}'",
            Where = $"(({Within("source", f.Network)}) OR ({Within("destination", f.Network)})) AND source_address <> '{f.Address}' AND destination_address <> '{f.Address}'",
        },
        ["between"] = f => new()
        {
            By = ["SourceAddress"], Filter = $"-Between {f.Network}, '!{f.Network}'",
            Where = $"(({Within("source", f.Network)}) <> ({Within("destination", f.Network)}))",
        },
        ["source port"] = f => new() { By = ["Protocol"], Filter = "-SourcePort 123, 5353, 50000", Where = "source_port IN (123, 5353, 50000)" },
        ["two destination ports"] = f => new() { By = ["DestinationPort", "Decision"], Filter = $"-DestinationPort {f.Port}, 22", Where = $"destination_port IN ({f.Port}, 22)" },
        ["either port"] = f => new() { By = ["Direction"], Filter = $"-Port {f.Port}", Where = $"(source_port = {f.Port} OR destination_port = {f.Port})" },
        ["services"] = _ => new()
        {
            By = ["Service"], Filter = "-DestinationPort 22, 25, 53, 80, 123, 443, 445, 1433, 3306, 3389, 5432",
            Where = "destination_port IN (22, 25, 53, 80, 123, 443, 445, 1433, 3306, 3389, 5432)",
        },
        ["protocol"] = _ => new() { By = ["DestinationPort"], Filter = "-Protocol UDP", Where = "protocol = 17", Top = 4 },
        ["direction"] = _ => new() { By = ["SourcePrefix"], Filter = "-Direction Outbound", Where = "direction = 'Outbound'" },
        ["decision"] = _ => new() { By = ["Rule"], Filter = "-Decision Deny", Where = "decision = 'Deny'" },
        ["state"] = _ => new() { By = ["MacAddress"], Filter = "-State Continue, End", Where = "state IN ('Continue', 'End')" },
        ["no state"] = _ => new() { By = ["State"], Filter = "-State None, Deny", Where = "state IN ('None', 'Deny')" },
        ["only begins"] = _ => new() { Filter = "-State Begin", Where = "state = 'Begin'" },
        ["rule without its prefix"] = f => new() { By = ["Rule"], Filter = $"-Rule {f.Rule}", Where = $"regexp_replace(lower(rule), '^(userrule_|defaultrule_)', '') = lower('{f.Rule}')" },
        ["rules by pattern"] = _ => new() { By = ["Rule"], Filter = "-Rule 'userrule_*'", Where = "lower(rule) LIKE 'userrule\\_%' ESCAPE '\\'" },
        ["network security group"] = f => new()
        {
            By = ["NetworkSecurityGroup", "Kind"], Filter = $"-NetworkSecurityGroup '{f.NetworkSecurityGroup}'",
            Where = $"lower(network_security_group) LIKE lower('{f.NetworkSecurityGroup.Replace('*', '%')}')",
        },
        ["interface"] = f => new() { By = ["Kind"], Filter = $"-MacAddress {f.MacAddress}", Where = $"regexp_replace(upper(mac), '[-:.]', '', 'g') = '{f.MacAddress}'" },
        ["window"] = f => Windowed(f) with { By = ["Rule"] },
        ["window by hours"] = f => Windowed(f) with { By = ["Direction"], Interval = TimeSpan.FromHours(1) },
        ["subscription"] = f => new() { By = ["Kind"], Filter = $"-SubscriptionId {f.SubscriptionId}", Where = InAnyId($"/subscriptions/{f.SubscriptionId}/") },
        ["resource group"] = f => new() { By = ["AclId"], Filter = $"-ResourceGroupName {f.ResourceGroup}", Where = InAnyId($"/resourcegroups/{f.ResourceGroup}/") },
        ["several filters"] = f => Windowed(f) with
        {
            By = ["SourceAddress", "State"],
            Filter = Windowed(f).Filter + " -Protocol TCP -Direction Inbound -Decision Allow",
            Where = Windowed(f).Where + " AND protocol = 6 AND direction = 'Inbound' AND decision = 'Allow'",
        },
    };

    /// <summary>Nothing passes: a total of zeros, and no group.</summary>
    public static IReadOnlyDictionary<string, Func<LogFacts, MeasureQuestion>> Nothing { get; } = new Dictionary<string, Func<LogFacts, MeasureQuestion>>
    {
        ["a total of nothing"] = _ => new() { Filter = "-SourceAddress 240.0.0.1", Where = "source_address = '240.0.0.1'" },
        ["groups of nothing"] = _ => new() { By = ["Rule"], Top = 3, Filter = "-SourceAddress 240.0.0.1", Where = "source_address = '240.0.0.1'" },
    };

    public static IReadOnlyDictionary<string, Func<LogFacts, MeasureQuestion>> All { get; } =
        Keys.Concat(Intervals).Concat(Tops).Concat(Filters).Concat(Nothing).ToDictionary(q => q.Key, q => q.Value);

    private static MeasureQuestion Windowed(LogFacts f) => new()
    {
        StartTime = f.Start, EndTime = f.End,
        Filter = $"-StartTime {f.Start:yyyy-MM-ddTHH:mm:ss}Z -EndTime {f.End:yyyy-MM-ddTHH:mm:ss}Z",
        Where = $"time_ms >= {f.Start.ToUnixTimeMilliseconds()} AND time_ms < {f.End.ToUnixTimeMilliseconds()}",
    };

    private static string Within(string side, string network) => $"is_within({side}_is6, {side}_value, '{network}')";

    private static string InAnyId(string part) =>
        $"(contains(lower(resource_id) || '/', lower('{part}')) OR contains(lower(coalesce(acl_id, '')) || '/', lower('{part}')) OR contains(lower(coalesce(target_resource_id, '')) || '/', lower('{part}')))";
}
