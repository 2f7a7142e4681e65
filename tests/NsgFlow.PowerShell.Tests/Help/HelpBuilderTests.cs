using System.Xml.Linq;

namespace NsgFlow.PowerShell.Tests.Help;

public sealed class HelpBuilderTests
{
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    [Fact]
    public void Prose_becomes_plain_text()
    {
        using HelpTool tool = new();
        Assert.Empty(tool.Run());
        XElement command = tool.Command;

        Assert.Equal("Gets samples with care.", command.Element(s_command + "details")!.Element(s_maml + "description")!.Value.Trim());
        Assert.Equal(
            ["The first paragraph, on two lines, with a link (https://example.org/a).", "- one\n- two"],
            Paragraphs(command.Element(s_maml + "description")!));
        Assert.Equal(["Mind the gap."], Paragraphs(command.Descendants(s_maml + "alert").Single()));
        Assert.Equal(
            ["Online Version: https://example.org/get-sample", "about_Sample ", "Elsewhere https://example.org/else"],
            command.Descendants(s_maml + "navigationLink").Select(link => $"{link.Element(s_maml + "linkText")!.Value} {link.Element(s_maml + "uri")!.Value}"));
    }

    [Fact]
    public void Syntax_comes_from_the_cmdlet()
    {
        using HelpTool tool = new();
        Assert.Empty(tool.Run());

        string[][] sets = [.. tool.Command.Descendants(s_command + "syntaxItem").Select(set => set.Elements(s_command + "parameter").Select(Shown).ToArray())];

        // The default set first; in each what has a position, what must be given, what may be, and PowerShell's own.
        Assert.Equal(
            [
                ["true 0 Path string[]", "false named Colour SampleColour", "false named Level string", "false named Count int", "false named Strict ", "false named WhatIf ", "false named Confirm "],
                ["true named LiteralPath string[]", "false named Colour SampleColour", "false named Count int", "false named Strict ", "false named WhatIf ", "false named Confirm "],
            ],
            sets);
    }

    [Fact]
    public void Parameters_join_prose_and_attributes()
    {
        using HelpTool tool = new();
        Assert.Empty(tool.Run());
        XElement parameters = tool.Command.Element(s_command + "parameters")!;

        Assert.Equal(
            ["Colour", "Count", "Level", "LiteralPath", "Path", "Strict", "Confirm", "WhatIf"],
            parameters.Elements().Select(Name));
        XElement path = Find(parameters, "Path");
        Assert.Equal("True (ByValue)", path.Attribute("pipelineInput")!.Value);
        Assert.Equal("true", path.Attribute("globbing")!.Value);
        XElement literal = Find(parameters, "LiteralPath");
        Assert.Equal("True (ByPropertyName)", literal.Attribute("pipelineInput")!.Value);
        Assert.Equal("PSPath, FullName", literal.Attribute("aliases")!.Value);
        XElement colour = Find(parameters, "Colour");
        Assert.Equal(["Which colour.", "Accepted values: Red, Green."], Paragraphs(colour.Element(s_maml + "description")!));
        Assert.Equal("Red", colour.Element(s_dev + "defaultValue")!.Value);
        Assert.Contains("Accepted values: Low, High.", Paragraphs(Find(parameters, "Level").Element(s_maml + "description")!));
    }

    [Fact]
    public void Examples_keep_their_code_as_it_is()
    {
        using HelpTool tool = new();
        Assert.Empty(tool.Run());
        XElement[] examples = [.. tool.Command.Descendants(s_command + "example")];

        Assert.Equal("Get-Sample -Path a.txt |\n    Where-Object Name", examples[0].Element(s_dev + "code")!.Value);
        Assert.Contains("Example 1: One sample", examples[0].Element(s_maml + "title")!.Value, StringComparison.Ordinal);
        Assert.Equal(["Without a pipeline:", "output", ""], Paragraphs(examples[1].Element(s_dev + "remarks")!));
    }

    [Fact]
    public void About_topics_are_wrapped_and_code_is_not()
    {
        using HelpTool tool = new();
        Assert.Empty(tool.Run());

        string[] lines = tool.Read("about_Sample.help.txt").Split('\n');

        Assert.Equal(["TOPIC", "    about_Sample", "", "SHORT DESCRIPTION", "    What a sample is.", ""], lines[..6]);
        Assert.All(lines.Where(line => !line.Contains("Get-Sample", StringComparison.Ordinal)), line => Assert.True(line.Length <= 80, line));
        Assert.Contains("        Get-Sample -Path 'a very long path, which is code and so is never broken, however far it may go beyond the width'", lines);
        Assert.Contains("      below the text and not below the dash", lines);
        Assert.Contains("      - an inner item", lines);
        Assert.Contains("  Ids", lines);
        Assert.Contains("    Late      Too late.", lines);
    }

    [Fact]
    public void The_same_pages_give_the_same_bytes_and_untouched_files()
    {
        using HelpTool first = new();
        using HelpTool second = new();
        Assert.Empty(first.Run());
        Assert.Empty(second.Run());

        foreach (string file in Directory.EnumerateFiles(first.Target))
        {
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(second.Target, Path.GetFileName(file))));
            Assert.DoesNotContain((byte)'\r', File.ReadAllBytes(file));
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        }

        Assert.Empty(first.Run());
        Assert.All(Directory.EnumerateFiles(first.Target), file => Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(file)));
    }

    [Fact]
    public void What_no_page_makes_any_longer_is_deleted()
    {
        using HelpTool tool = new();
        tool.Write("about_Old.md", HelpTool.GoodTopic.Replace("about_Sample", "about_Old", StringComparison.Ordinal));
        tool.Write("README.md", "Not a page.");
        Assert.Empty(tool.Run());
        Assert.Equal(3, Directory.GetFiles(tool.Target).Length);

        File.Delete(Path.Combine(tool.Docs, "about_Old.md"));
        Assert.Empty(tool.Run());

        Assert.Equal(2, Directory.GetFiles(tool.Target).Length);
    }

    private static string Shown(XElement parameter) =>
        $"{parameter.Attribute("required")!.Value} {parameter.Attribute("position")!.Value} {Name(parameter)} {parameter.Element(s_command + "parameterValue")?.Value}";

    private static string Name(XElement parameter) => parameter.Element(s_maml + "name")!.Value;

    private static XElement Find(XElement parameters, string name) => parameters.Elements().Single(parameter => Name(parameter) == name);

    private static string[] Paragraphs(XElement element) => [.. element.Elements(s_maml + "para").Select(para => para.Value)];
}
