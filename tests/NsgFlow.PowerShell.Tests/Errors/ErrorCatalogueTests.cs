using System.Xml.Linq;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Errors;

/// <summary>Every error id has a message, a remedy and a place in the help.</summary>
public sealed class ErrorCatalogueTests
{
    private static readonly string s_source = Path.Combine(StagedModule.RepositoryRoot, "src", "NsgFlow.PowerShell", "Errors");

    private static readonly Dictionary<string, string> s_strings = XDocument.Load(Path.Combine(s_source, "Strings.resx"))
        .Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static readonly string[] s_ids =
    [
        .. File.ReadLines(Path.Combine(s_source, "ErrorId.cs"))
            .Where(l => l.Contains("const string", StringComparison.Ordinal))
            .Select(l => l.Split("const string ")[1].Split(' ')[0]),
    ];

    [Fact]
    public void Every_id_has_a_message_and_a_remedy()
    {
        Assert.NotEmpty(s_ids);
        Assert.All(s_ids, id =>
        {
            Assert.True(s_strings.ContainsKey(id), $"{id} has no message");
            Assert.True(s_strings.ContainsKey(id + "_Remedy"), $"{id} has no remedy");
        });
    }

    [Fact]
    public void Every_message_with_a_remedy_has_an_id() =>
        Assert.Equal(
            s_ids.Order(StringComparer.Ordinal),
            s_strings.Keys.Where(k => s_strings.ContainsKey(k + "_Remedy")).Order(StringComparer.Ordinal));

    [Fact]
    public void The_help_lists_every_id()
    {
        string help = File.ReadAllText(Path.Combine(StagedModule.RepositoryRoot, "docs", "en-US", "about_NsgFlow_Errors.md"));

        Assert.All(s_ids, id => Assert.Contains(id, help, StringComparison.Ordinal));
    }
}
