using System.Management.Automation;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Help;

/// <summary>Get-Help on every cmdlet, as a user meets it.</summary>
public sealed class CommandHelpTests : IDisposable
{
    private readonly EngineSession _session = new();

    public static TheoryData<string> Cmdlets => ManifestFile.CmdletData;

    public void Dispose() => _session.Dispose();

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_has_a_synopsis_a_description_and_links(string cmdlet)
    {
        string[] text = Text("$help.Synopsis", cmdlet);
        // Where there is no help, PowerShell makes a synopsis of the syntax.
        Assert.DoesNotContain(text, line => line.Contains(cmdlet + " [", StringComparison.Ordinal));
        Assert.NotEmpty(text);
        Assert.NotEmpty(Text("$help.description | ForEach-Object { $_.Text }", cmdlet));
        Assert.NotEmpty(Text("$help.relatedLinks.navigationLink | ForEach-Object { $_.linkText }", cmdlet));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_is_described(string cmdlet)
    {
        string[] described = Text("$help.parameters.parameter | Where-Object { $_.description.Text } | ForEach-Object { $_.name }", cmdlet);

        string[] own =
        [
            .. _session.Run("param($name) (Get-Command -Name $name).Parameters.Keys | ForEach-Object { $_ }", cmdlet).ThrowIfFailed().As<string>()
                .Except(Cmdlet.CommonParameters),
        ];
        Assert.NotEmpty(own);
        Assert.Equal(own.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_set_has_its_syntax(string cmdlet)
    {
        int sets = _session.Run("param($name) (Get-Command -Name $name).ParameterSets.Count", cmdlet).As<int>()[0];

        Assert.Equal(sets, Text("$help.syntax.syntaxItem | ForEach-Object { $_.name }", cmdlet).Length);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_example_works(string cmdlet)
    {
        string[] examples = Text("$help.examples.example | ForEach-Object { $_.code }", cmdlet);
        Assert.True(examples.Length >= 2, "At least two examples are wanted.");

        Assert.All(examples, code =>
        {
            ExampleScript example = new(code);
            Assert.Empty(example.Check(_session));
            if (example.CanRun(_session))
            {
                Assert.Empty(RunWithLogs(example));
            }
        });
    }

    [Fact]
    public void Every_about_page_is_found()
    {
        string[] pages = [.. Directory.EnumerateFiles(Path.Combine(StagedModule.RepositoryRoot, "docs", "en-US"), "about_*.md").Select(p => Path.GetFileNameWithoutExtension(p))];

        Assert.All(pages, page =>
        {
            string text = _session.Call("Get-Help", ("Name", page)).ThrowIfFailed().As<string>()[0];
            Assert.StartsWith("TOPIC\n    " + page, text.ReplaceLineEndings("\n").TrimStart(), StringComparison.Ordinal);
        });
    }

    // Each in a session and a folder of its own, so that no example leans on one before it.
    private static IReadOnlyList<string> RunWithLogs(ExampleScript example)
    {
        using TemporaryFolder folder = new();
        using EngineSession session = new();
        session.Enter(folder.Path);
        StagedModule.CopyFolder(Path.Combine(StagedModule.RepositoryRoot, "samples"), folder.File("samples"));
        session.Run("New-NsgFlowSample -Path ./logs -Kind NsgV1, NsgV2, VNetV4").ThrowIfFailed();
        return example.Run(session);
    }

    private string[] Text(string expression, string cmdlet) =>
    [
        .. _session.Run("param($name) $help = Get-Help -Name $name -Full; " + expression, cmdlet).ThrowIfFailed()
            .As<string>().Where(line => !string.IsNullOrWhiteSpace(line)),
    ];
}
