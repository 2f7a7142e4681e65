namespace NsgFlow.Conformance.Tests.Logs;

/// <summary>Real logs and documentation samples, in the folder that NSGFLOW_CONFORMANCE_DATA names.</summary>
public sealed class RealLogs : LogSet
{
    private const string Variable = "NSGFLOW_CONFORMANCE_DATA";

    /// <summary>No log: tuples in lists of their own, with no record around them. ConvertFrom-NsgFlowTuple has tests with them.</summary>
    private const string NoLog = "bandwidth-example.json";

    /// <summary>Totals that were counted by another reader.</summary>
    public const string Totals = "expected-totals.json";

    private readonly Lazy<List<string>> _files = new(() =>
        [.. LogsOf(Root!).Where(f => Path.GetFileName(f) is not (NoLog or Totals))]);

    internal static string? Root { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) : null;

    internal override string[] Paths => [.. Files];

    internal override IReadOnlyList<string> Files => _files.Value;

    internal override LogFacts Facts { get; } = new()
    {
        Address = "10.1.0.4",
        Network = "10.0.0.0/8",
        IPv6Network = "2001:db8::/32",
        Port = 443,
        Rule = "DenyAllInBound",
        NetworkSecurityGroup = "LABS*",
        MacAddress = "000D3A359573",
        Start = new DateTimeOffset(2024, 12, 12, 3, 46, 30, TimeSpan.Zero),
        End = new DateTimeOffset(2024, 12, 31, 9, 12, 0, TimeSpan.Zero),
        SubscriptionId = "c088dc46-d692-42ad-a4b6-9a542d28ad2a",
        ResourceGroup = "azure-labs-001",
    };

    internal static string Skip => $"{Variable} names no folder of logs.";
}

/// <summary>A test on real logs; skipped, with the reason, where none were named.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealLogsFactAttribute : FactAttribute
{
    public RealLogsFactAttribute()
    {
        if (RealLogs.Root is null)
        {
            Skip = RealLogs.Skip;
        }
    }
}

/// <summary>A theory on real logs; skipped, with the reason, where none were named.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealLogsTheoryAttribute : TheoryAttribute
{
    public RealLogsTheoryAttribute()
    {
        if (RealLogs.Root is null)
        {
            Skip = RealLogs.Skip;
        }
    }
}
