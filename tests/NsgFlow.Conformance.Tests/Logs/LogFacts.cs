namespace NsgFlow.Conformance.Tests.Logs;

/// <summary>What a set of logs holds, for filters that must leave some flows and take some.</summary>
internal sealed record LogFacts
{
    /// <summary>An address at either end of many flows.</summary>
    public required string Address { get; init; }

    /// <summary>A prefix in which some sources and some destinations lie, such as 10.20.0.0/16.</summary>
    public required string Network { get; init; }

    public required string IPv6Network { get; init; }

    public required int Port { get; init; }

    /// <summary>A rule without its prefix.</summary>
    public required string Rule { get; init; }

    /// <summary>A name with wildcards, as -like and as LIKE take it.</summary>
    public required string NetworkSecurityGroup { get; init; }

    public required string MacAddress { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public required string SubscriptionId { get; init; }

    public required string ResourceGroup { get; init; }
}
