namespace NsgFlow.Azure.Tests.Storage;

/// <summary>The long and the timed tests, which run where they are asked for: <c>build.ps1 -Task Soak</c>.</summary>
internal static class Soak
{
    public const string Variable = "NSGFLOW_SOAK";

    public static bool IsOn => Environment.GetEnvironmentVariable(Variable) == "1";
}

/// <summary>A test that takes minutes, or measures time.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SoakFactAttribute : FactAttribute
{
    public SoakFactAttribute()
    {
        if (!Soak.IsOn)
        {
            Skip = $"It is long or measures time: set {Soak.Variable}=1.";
        }
    }
}
