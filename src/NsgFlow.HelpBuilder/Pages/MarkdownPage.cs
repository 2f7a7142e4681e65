using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace NsgFlow.HelpBuilder.Pages;

/// <summary>A page cut at its headings: a title, sections (##) and their parts (###).</summary>
internal sealed class MarkdownPage
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    private MarkdownPage(string file, string title, IReadOnlyList<PageSection> sections)
    {
        File = file;
        Title = title;
        Sections = sections;
    }

    public string File { get; }

    public string Name => Path.GetFileNameWithoutExtension(File);

    public string Title { get; }

    public IReadOnlyList<PageSection> Sections { get; }

    public static MarkdownPage Read(string file, Problems problems)
    {
        string title = "";
        List<PageSection> sections = [];
        PageSection? section = null;
        foreach (Block block in Markdown.Parse(System.IO.File.ReadAllText(file), s_pipeline))
        {
            int line = block.Line + 1;
            switch (block)
            {
                case HeadingBlock { Level: 1 } heading when title.Length == 0 && sections.Count == 0:
                    title = MarkdownText.Inline(heading.Inline, file, problems);
                    break;
                case HeadingBlock { Level: 2 } heading:
                    section = new PageSection(MarkdownText.Inline(heading.Inline, file, problems), line);
                    sections.Add(section);
                    break;
                case HeadingBlock { Level: 3 } heading when section is not null:
                    section.Parts.Add(new PagePart(MarkdownText.Inline(heading.Inline, file, problems), line));
                    break;
                case HeadingBlock heading:
                    problems.Add(file, line, $"A heading of level {heading.Level} has no place here: # once, then ##, and ### below them.");
                    break;
                case LinkReferenceDefinitionGroup or HtmlBlock { Type: HtmlBlockType.Comment }:
                    break;
                case ParagraphBlock or ListBlock or CodeBlock or Table when section is not null:
                    (section.Parts.Count > 0 ? section.Parts[^1].Blocks : section.Blocks).AddRange(MarkdownText.Convert(block, file, problems));
                    break;
                default:
                    problems.Add(file, line, section is null
                        ? "There is text before the first section (##)."
                        : "Help holds paragraphs, lists, code and tables only.");
                    break;
            }
        }

        if (title != Path.GetFileNameWithoutExtension(file))
        {
            problems.Add(file, 1, $"The title must be '# {Path.GetFileNameWithoutExtension(file)}', as the file is named.");
        }

        return new MarkdownPage(file, title, sections);
    }
}

/// <summary>What stands under a heading of level two.</summary>
internal sealed record PageSection(string Title, int Line)
{
    public List<TextBlock> Blocks { get; } = [];

    public List<PagePart> Parts { get; } = [];
}

/// <summary>What stands under a heading of level three.</summary>
internal sealed record PagePart(string Title, int Line)
{
    public List<TextBlock> Blocks { get; } = [];
}
