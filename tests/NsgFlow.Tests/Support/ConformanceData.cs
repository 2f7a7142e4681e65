namespace NsgFlow.Tests.Support;

/// <summary>The folder of real logs that the environment variable NSGFLOW_CONFORMANCE_DATA names, if it does.</summary>
internal static class ConformanceData
{
    public const string Variable = "NSGFLOW_CONFORMANCE_DATA";

    public static string? Folder { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    public static string PathOf(string name) => Path.Combine(Folder!, name);
}

/// <summary>A test on real logs; skipped, with the reason, where none were named.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConformanceFactAttribute : FactAttribute
{
    public ConformanceFactAttribute()
    {
        if (ConformanceData.Folder is null)
        {
            Skip = $"{ConformanceData.Variable} names no folder of logs.";
        }
    }
}
