using NsgFlow.Loading;

namespace NsgFlow.Tests.Loading;

public sealed class PlatformAssembliesTests : IDisposable
{
    private static readonly Version s_framework = typeof(System.Text.Json.JsonDocument).Assembly.GetName().Version!;

    private readonly string _folder = Directory.CreateTempSubdirectory("nsgflow-load-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_framework_answers_with_an_equal_version()
    {
        string own = AssemblyFile.Make(_folder, "System.Text.Json", s_framework);

        Assert.True(PlatformAssemblies.AnswersFor("System.Text.Json", own));
    }

    [Fact]
    public void The_framework_answers_with_a_newer_version()
    {
        string own = AssemblyFile.Make(_folder, "System.Text.Json", new Version(s_framework.Major - 1, 0, 0, 0));

        Assert.True(PlatformAssemblies.AnswersFor("system.text.json", own));
    }

    [Fact]
    public void An_older_framework_gives_way()
    {
        string own = AssemblyFile.Make(_folder, "System.Text.Json", new Version(s_framework.Major + 1, 0, 0, 0));

        Assert.False(PlatformAssemblies.AnswersFor("System.Text.Json", own));
    }

    [Fact]
    public void What_the_framework_lacks_is_ours()
    {
        string own = AssemblyFile.Make(_folder, "Azure.Core", new Version(1, 0, 0, 0));

        Assert.False(PlatformAssemblies.AnswersFor("Azure.Core", own));
    }

    [Fact]
    public void What_the_host_brings_is_not_the_frameworks()
    {
        string own = AssemblyFile.Make(_folder, "xunit.core", new Version(0, 1));

        Assert.False(PlatformAssemblies.AnswersFor("xunit.core", own));
    }

    [Fact]
    public void PowerShell_is_always_the_sessions()
    {
        string own = AssemblyFile.Make(_folder, "System.Management.Automation", new Version(99, 0));

        Assert.True(PlatformAssemblies.AnswersFor("System.Management.Automation", own));
    }
}
