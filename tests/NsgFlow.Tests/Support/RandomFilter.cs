using NsgFlow.Filtering;

namespace NsgFlow.Tests.Support;

/// <summary>Arbitrary filters that have to do with given flows, so that they keep some and reject some.</summary>
internal sealed class RandomFilter(IReadOnlyList<FlowRecord> flows, Random random)
{
    /// <summary>How many filters there are.</summary>
    public const int Kinds = 18;

    private static readonly int[] s_lengths4 = [0, 1, 7, 8, 16, 24, 31, 32];
    private static readonly int[] s_lengths6 = [0, 1, 32, 48, 63, 64, 65, 127, 128];

    public FlowFilterOptions Only(int kind) => Add(new FlowFilterOptions(), kind);

    public FlowFilterOptions Several()
    {
        FlowFilterOptions filter = new();
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            filter = Add(filter, random.Next(Kinds));
        }

        return filter;
    }

    private FlowFilterOptions Add(FlowFilterOptions filter, int kind) => kind switch
    {
        0 => filter with { StartTime = Time() },
        1 => filter with { EndTime = Time() },
        2 => filter with { SourceAddress = Addresses(f => f.SourceAddress) },
        3 => filter with { DestinationAddress = Addresses(f => f.DestinationAddress) },
        4 => filter with { Address = Addresses(f => random.Next(2) == 0 ? f.SourceAddress : f.DestinationAddress) },
        5 => filter with { Between = Between() },
        6 => filter with { SourcePort = Some(f => f.SourcePort) },
        7 => filter with { DestinationPort = Some(f => f.DestinationPort) },
        8 => filter with { Port = Some(f => random.Next(2) == 0 ? f.SourcePort : f.DestinationPort) },
        9 => filter with { Protocol = Some(f => f.Protocol) },
        10 => filter with { Direction = [random.Next(2) == 0 ? FlowDirection.Inbound : FlowDirection.Outbound] },
        11 => filter with { Decision = [random.Next(2) == 0 ? FlowDecision.Allow : FlowDecision.Deny] },
        12 => filter with { State = [(FlowState)random.Next(5), (FlowState)random.Next(5)] },
        13 => filter with { Rule = Some(f => Rule(f.Rule!)) },
        14 => filter with { NetworkSecurityGroup = Some(f => f.NetworkSecurityGroup is { } name ? Vary(name) : "none") },
        15 => filter with { MacAddress = Some(f => Vary(f.MacAddress!)) },
        16 => filter with { SubscriptionId = Some(f => Vary((f.TargetResourceId ?? f.ResourceId!).Split('/')[2])) },
        _ => filter with { ResourceGroupName = [random.Next(2) == 0 ? "networkwatcherrg" : "Rg"] },
    };

    private FlowRecord Flow() => flows[random.Next(flows.Count)];

    private T[] Some<T>(Func<FlowRecord, T> value) => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => value(Flow()))];

    /// <summary>At, just before or just behind a flow's time, down to a tick; in any offset.</summary>
    private DateTimeOffset Time() => Flow().Time.AddTicks(random.Next(-2, 3) * (random.Next(2) == 0 ? 1 : TimeSpan.TicksPerMillisecond)).ToOffset(TimeSpan.FromHours(random.Next(-3, 4)));

    private string[] Addresses(Func<FlowRecord, string> address) => Some(f => (random.Next(4) == 0 ? "!" : "") + Prefix(address(f)));

    private string[] Between()
    {
        FlowRecord flow = Flow();
        string[] ends = [Prefix(flow.SourceAddress), Prefix(flow.DestinationAddress)];
        return random.Next(2) == 0 ? ends : [ends[1], ends[0]];
    }

    private string Prefix(string address)
    {
        int[] lengths = address.Contains(':', StringComparison.Ordinal) ? s_lengths6 : s_lengths4;
        string spelled = random.Next(2) == 0 ? address : address.ToUpperInvariant();
        return random.Next(3) == 0 ? spelled : $"{spelled}/{lengths[random.Next(lengths.Length)]}";
    }

    private string Rule(string rule)
    {
        int behind = rule.IndexOf('_', StringComparison.Ordinal) + 1;
        string name = random.Next(2) == 0 ? rule : rule[behind..];
        return random.Next(3) == 0 ? name[..(name.Length / 2)] + "*" : Vary(name);
    }

    private string Vary(string text) => random.Next(2) == 0 ? text : text.ToLowerInvariant();
}
