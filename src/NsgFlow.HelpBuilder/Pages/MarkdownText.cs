using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace NsgFlow.HelpBuilder.Pages;

/// <summary>Turns blocks of markdown into plain text, for help is read in a console.</summary>
internal static class MarkdownText
{
    public static IEnumerable<TextBlock> Convert(Block block, string file, Problems problems, int depth = 0)
    {
        int line = block.Line + 1;
        switch (block)
        {
            case ParagraphBlock paragraph:
                yield return new TextBlock(TextKind.Paragraph, Inline(paragraph.Inline, file, problems), line) { Links = Links(paragraph) };
                break;
            case CodeBlock code:
                yield return new TextBlock(TextKind.Code, code.Lines.ToString().TrimEnd().ReplaceLineEndings("\n"), line);
                break;
            case ListBlock list:
                foreach (TextBlock item in ConvertList(list, file, problems, depth))
                {
                    yield return item;
                }

                break;
            case Table table:
                yield return new TextBlock(TextKind.Table, "", line) { Rows = [.. table.OfType<TableRow>().Select(row => Cells(row, file, problems))] };
                break;
            default:
                problems.Add(file, line, "Help holds paragraphs, lists, code and tables only.");
                break;
        }
    }

    /// <summary>The text of a line without its marks; a link to the web is followed by its address.</summary>
    public static string Inline(ContainerInline? container, string file, Problems problems)
    {
        StringBuilder text = new();
        Append(container, text, file, problems);
        return text.ToString().Trim();
    }

    public static bool IsWeb(string? target) => target is not null && target.Contains("://", StringComparison.Ordinal);

    private static IEnumerable<TextBlock> ConvertList(ListBlock list, string file, Problems problems, int depth)
    {
        int number = 1;
        foreach (ListItemBlock item in list.OfType<ListItemBlock>())
        {
            string mark = list.IsOrdered ? $"{number++}. " : "- ";
            foreach (Block inner in item)
            {
                if (inner is ParagraphBlock paragraph)
                {
                    yield return new TextBlock(TextKind.Item, mark + Inline(paragraph.Inline, file, problems), inner.Line + 1) { Depth = depth, Links = Links(paragraph) };
                    // Further paragraphs of the item stand under its text.
                    mark = new string(' ', mark.Length);
                }
                else
                {
                    foreach (TextBlock text in Convert(inner, file, problems, depth + 1))
                    {
                        yield return text;
                    }
                }
            }
        }
    }

    private static string[] Cells(TableRow row, string file, Problems problems) =>
        [.. row.OfType<TableCell>().Select(cell => string.Join(" ", cell.OfType<ParagraphBlock>().Select(p => Inline(p.Inline, file, problems))))];

    private static PageLink[] Links(ParagraphBlock paragraph) =>
        [.. paragraph.Inline!.Descendants<LinkInline>().Select(link => new PageLink(Inline(link, "", new Problems()), link.Url ?? ""))];

    private static void Append(ContainerInline? container, StringBuilder text, string file, Problems problems)
    {
        foreach (Inline inline in container ?? Enumerable.Empty<Inline>())
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content);
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded);
                    break;
                case LineBreakInline:
                    text.Append(' ');
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case LinkInline link:
                    AppendLink(link, text, file, problems);
                    break;
                case PipeTableDelimiterInline pipe:
                    text.Append('|');
                    Append(pipe, text, file, problems);
                    break;
                case HtmlInline html:
                    problems.Add(file, inline.Line + 1, $"'{html.Tag}' would be lost: put it in backticks or write \\<.");
                    break;
                case ContainerInline emphasis:
                    Append(emphasis, text, file, problems);
                    break;
                default:
                    problems.Add(file, inline.Line + 1, $"Help cannot show {inline.GetType().Name}.");
                    break;
            }
        }
    }

    private static void AppendLink(LinkInline link, StringBuilder text, string file, Problems problems)
    {
        if (link.IsImage)
        {
            problems.Add(file, link.Line + 1, "Help cannot show an image.");
        }

        int start = text.Length;
        Append(link, text, file, problems);
        if (IsWeb(link.Url) && text.ToString(start, text.Length - start) != link.Url)
        {
            text.Append(" (").Append(link.Url).Append(')');
        }
    }
}
