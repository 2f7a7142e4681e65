namespace NsgFlow.HelpBuilder.Pages;

/// <summary>Reads the sections of a cmdlet's page, and reports what is missing, unknown or empty.</summary>
internal sealed class CommandPageReader
{
    private const string DefaultMark = "Default: ";

    // In this order; NOTES may be left out.
    private static readonly string[] s_sections =
        ["SYNOPSIS", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"];

    private readonly MarkdownPage _page;
    private readonly Problems _problems;

    private CommandPageReader(MarkdownPage page, Problems problems)
    {
        _page = page;
        _problems = problems;
    }

    public static CommandPage Read(MarkdownPage page, Problems problems) => new CommandPageReader(page, problems).Read();

    private CommandPage Read()
    {
        CheckSections();
        return new CommandPage(
            _page.File,
            ReadSynopsis(),
            ReadText("DESCRIPTION", required: true),
            [.. PartsOf("PARAMETERS").Select(ReadParameter)],
            [.. PartsOf("EXAMPLES").Select(ReadExample)],
            ReadTypes("INPUTS"),
            ReadTypes("OUTPUTS"),
            ReadText("NOTES", required: false),
            ReadLinks());
    }

    private void CheckSections()
    {
        int last = -1;
        foreach (PageSection section in _page.Sections)
        {
            int place = Array.IndexOf(s_sections, section.Title);
            if (place < 0)
            {
                Report(section.Line, $"'## {section.Title}' is no section of a cmdlet's page. They are, in order: {string.Join(", ", s_sections)}.");
            }
            else if (place <= last)
            {
                Report(section.Line, $"'## {section.Title}' is out of order or there twice. The order is: {string.Join(", ", s_sections)}.");
            }

            last = Math.Max(last, place);
        }

        foreach (string missing in s_sections.Where(name => name is not ("NOTES" or "PARAMETERS") && Find(name) is null))
        {
            Report(0, $"The section '## {missing}' is missing.");
        }
    }

    private string ReadSynopsis()
    {
        if (Find("SYNOPSIS") is not PageSection section)
        {
            return "";
        }

        if (section is { Blocks: [{ Kind: TextKind.Paragraph } only], Parts.Count: 0 })
        {
            return only.Text;
        }

        Report(section.Line, "SYNOPSIS holds one paragraph.");
        return "";
    }

    private List<TextBlock> ReadText(string name, bool required)
    {
        PageSection? section = Find(name);
        if (section is { Parts: [PagePart part, ..] })
        {
            Report(part.Line, $"{name} has no headings.");
        }

        if (section is { Blocks.Count: 0 } && required)
        {
            Report(section.Line, $"{name} is empty.");
        }

        return section?.Blocks ?? [];
    }

    private ParameterText ReadParameter(PagePart part)
    {
        if (!part.Title.StartsWith('-'))
        {
            Report(part.Line, $"The heading of a parameter is its name with a dash: '### -{part.Title}'.");
        }

        string? initial = null;
        List<TextBlock> text = part.Blocks;
        if (text is [.., { Kind: TextKind.Paragraph } last] && last.Text.StartsWith(DefaultMark, StringComparison.Ordinal))
        {
            initial = last.Text[DefaultMark.Length..].TrimEnd('.');
            text = text[..^1];
        }

        RequireText(part, text, "The parameter has no description.");
        return new ParameterText(part.Title.TrimStart('-'), part.Line, initial, text);
    }

    private ExampleText ReadExample(PagePart part)
    {
        int code = part.Blocks.FindIndex(block => block.Kind == TextKind.Code);
        if (code < 0)
        {
            Report(part.Line, "The example has no code block.");
            return new ExampleText(part.Title, part.Line, part.Blocks, "", []);
        }

        if (part.Blocks.Count == 1)
        {
            Report(part.Line, "The example does not say in words what it does.");
        }

        return new ExampleText(part.Title, part.Line, part.Blocks[..code], part.Blocks[code].Text, part.Blocks[(code + 1)..]);
    }

    private List<TypeText> ReadTypes(string name)
    {
        List<TypeText> types = [];
        foreach (PagePart part in PartsOf(name))
        {
            RequireText(part, part.Blocks, "Say what it stands for.");
            types.Add(new TypeText(part.Title, part.Line, part.Blocks));
        }

        return types;
    }

    private List<RelatedLink> ReadLinks()
    {
        List<RelatedLink> links = [];
        PageSection? section = Find("RELATED LINKS");
        foreach (TextBlock block in section?.Blocks ?? [])
        {
            if (block is not { Kind: TextKind.Item, Links: [PageLink link] })
            {
                Report(block.Line, "RELATED LINKS is a list, each item one link.");
                continue;
            }

            if (!MarkdownText.IsWeb(link.Target) && !File.Exists(Path.Combine(Path.GetDirectoryName(_page.File)!, link.Target)))
            {
                Report(block.Line, $"There is no page '{link.Target}'.");
            }

            links.Add(new RelatedLink(link.Text, MarkdownText.IsWeb(link.Target) ? link.Target : ""));
        }

        if (section is not null && links.Count == 0)
        {
            Report(section.Line, "RELATED LINKS is empty.");
        }

        return links;
    }

    /// <summary>The parts of a section that is nothing but parts.</summary>
    private List<PagePart> PartsOf(string name)
    {
        PageSection? section = Find(name);
        if (section is { Blocks: [TextBlock stray, ..] })
        {
            Report(stray.Line, $"Text in {name} stands under a heading '###'.");
        }

        return section?.Parts ?? [];
    }

    private void RequireText(PagePart part, List<TextBlock> text, string message)
    {
        if (text.Count == 0)
        {
            Report(part.Line, message);
        }
    }

    private PageSection? Find(string name) => _page.Sections.FirstOrDefault(section => section.Title == name);

    private void Report(int line, string message) => _problems.Add(_page.File, line, message);
}
