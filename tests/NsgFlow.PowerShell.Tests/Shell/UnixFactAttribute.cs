namespace NsgFlow.PowerShell.Tests.Shell;

/// <summary>A test of behaviour that only systems with POSIX signals and pipes have.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no POSIX signals and no closed pipes as they are tested here.";
        }
    }
}
