using NsgFlow.Conformance.Tests.Duck;

namespace NsgFlow.Conformance.Tests.Logs;

/// <summary>What the made-up network of New-NsgFlowSample always holds, and what its seed has chosen.</summary>
internal static class SampleFacts
{
    public static LogFacts Of(DateTimeOffset start, DuckDatabase database) => new()
    {
        Address = "10.20.1.4",
        Network = "10.20.0.0/16",
        IPv6Network = "fd20::/32",
        Port = 443,
        Rule = "allowhttpsinbound",
        NetworkSecurityGroup = "W*b",
        MacAddress = database.Query("SELECT min(mac) FROM flows WHERE deviation = 0")[0][0]!,
        Start = start,
        End = start.AddMinutes(65),
        SubscriptionId = database.Query("SELECT min(split_part(resource_id, '/', 3)) FROM flows")[0][0]!,
        ResourceGroup = "networkwatcherrg",
    };
}
