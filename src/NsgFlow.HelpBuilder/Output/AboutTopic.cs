using System.Text;
using NsgFlow.HelpBuilder.Pages;

namespace NsgFlow.HelpBuilder.Output;

/// <summary>
/// Writes an about topic as Get-Help reads it: plain text, with the topic's name and a short description in the places
/// where the list of topics looks for them.
/// </summary>
internal static class AboutTopic
{
    private const int Width = 80;
    private const int Indent = 4;
    private const string Short = "SHORT DESCRIPTION";

    public static string Write(MarkdownPage page, Problems problems)
    {
        Check(page, problems);
        StringBuilder text = new();
        text.Append("TOPIC\n").Append(' ', Indent).Append(page.Name).Append('\n');
        foreach (PageSection section in page.Sections)
        {
            text.Append('\n').Append(section.Title.ToUpperInvariant()).Append('\n');
            Append(text, section.Blocks);
            foreach (PagePart part in section.Parts)
            {
                // A heading stands between the section's own and the text.
                text.Append('\n').Append(' ', Indent / 2).Append(part.Title).Append('\n');
                Append(text, part.Blocks);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, List<TextBlock> blocks)
    {
        foreach (string line in TextLayout.Lines(blocks, Indent, Width))
        {
            text.Append(line).Append('\n');
        }
    }

    private static void Check(MarkdownPage page, Problems problems)
    {
        if (page.Sections is not [{ Title: Short, Blocks: [{ Kind: TextKind.Paragraph }], Parts.Count: 0 }, ..])
        {
            problems.Add(page.File, page.Sections is [PageSection first, ..] ? first.Line : 0, $"An about page begins with '## {Short}' and one paragraph.");
        }

        if (page.Sections.Count < 2)
        {
            problems.Add(page.File, 0, "An about page has a section after its short description.");
        }

        foreach (PageSection section in page.Sections.Where(s => s.Blocks.Count == 0 && s.Parts.Count == 0))
        {
            problems.Add(page.File, section.Line, $"The section '{section.Title}' is empty.");
        }

        foreach (PagePart part in page.Sections.SelectMany(s => s.Parts).Where(p => p.Blocks.Count == 0))
        {
            problems.Add(page.File, part.Line, $"The part '{part.Title}' is empty.");
        }
    }
}
