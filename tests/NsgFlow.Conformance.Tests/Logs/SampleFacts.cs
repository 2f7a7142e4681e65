using System.Text.RegularExpressions;

namespace NsgFlow.Conformance.Tests.Logs;

/// <summary>What the made-up network of New-NsgFlowSample always holds, and what its paths tell of the rest.</summary>
internal static partial class SampleFacts
{
    public static LogFacts Of(IReadOnlyList<string> files, DateTimeOffset start) => new()
    {
        Address = "10.20.1.4",
        Network = "10.20.0.0/16",
        IPv6Network = "fd20::/32",
        Port = 443,
        Rule = "allowhttpsinbound",
        NetworkSecurityGroup = "W*b",
        MacAddress = files.Select(f => Mac().Match(f).Groups[1].Value).First(m => m.Length > 0),
        Start = start,
        End = start.AddMinutes(65),
        SubscriptionId = files.Select(f => Subscription().Match(f).Groups[1].Value).First(m => m.Length > 0),
        ResourceGroup = "SHOP",
    };

    [GeneratedRegex("macAddress=([0-9A-F]{12})")]
    private static partial Regex Mac();

    [GeneratedRegex("SUBSCRIPTIONS/([^/]+)/")]
    private static partial Regex Subscription();
}
