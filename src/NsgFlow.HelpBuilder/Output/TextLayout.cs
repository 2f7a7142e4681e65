using System.Text;
using NsgFlow.HelpBuilder.Pages;

namespace NsgFlow.HelpBuilder.Output;

/// <summary>Lays blocks of text out in lines.</summary>
internal static class TextLayout
{
    private const int CodeIndent = 4;
    private const int ColumnGap = 2;

    /// <summary>Paragraphs for a reader that wraps by itself: a list, a code block or a table is one of several lines.</summary>
    public static IEnumerable<string> Paragraphs(IReadOnlyList<TextBlock> blocks)
    {
        List<string> items = [];
        foreach (TextBlock block in blocks)
        {
            if (block.Kind == TextKind.Item)
            {
                items.Add(new string(' ', 2 * block.Depth) + block.Text);
                continue;
            }

            if (items.Count > 0)
            {
                yield return string.Join('\n', items);
                items.Clear();
            }

            yield return block.Kind == TextKind.Table ? string.Join('\n', Table(block.Rows, int.MaxValue)) : block.Text;
        }

        if (items.Count > 0)
        {
            yield return string.Join('\n', items);
        }
    }

    /// <summary>Lines of at most so many characters, with an empty line between blocks; code is never broken.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<TextBlock> blocks, int indent, int width)
    {
        TextKind? before = null;
        foreach (TextBlock block in blocks)
        {
            if (before is not null && !(before == TextKind.Item && block.Kind == TextKind.Item))
            {
                yield return "";
            }

            before = block.Kind;
            IEnumerable<string> lines = block.Kind switch
            {
                TextKind.Code => Indented(block.Text.Split('\n'), indent + CodeIndent),
                TextKind.Table => Indented(Table(block.Rows, width - indent), indent),
                TextKind.Item => Wrap(block.Text, indent + (2 * block.Depth), MarkOf(block.Text), width),
                _ => Wrap(block.Text, indent, 0, width),
            };
            foreach (string line in lines)
            {
                yield return line;
            }
        }
    }

    /// <summary>Breaks a text at spaces; a word longer than a line keeps a line of its own.</summary>
    /// <param name="text">The text.</param>
    /// <param name="indent">The spaces before each line.</param>
    /// <param name="hanging">The further spaces before each line but the first.</param>
    /// <param name="width">The characters of a line.</param>
    public static IEnumerable<string> Wrap(string text, int indent, int hanging, int width)
    {
        StringBuilder line = new(new string(' ', indent) + text[..hanging]);
        bool empty = true;
        foreach (string word in text[hanging..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!empty && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString().TrimEnd();
                line.Clear().Append(' ', indent + hanging);
                empty = true;
            }

            line.Append(empty ? "" : " ").Append(word);
            empty = false;
        }

        yield return line.ToString().TrimEnd();
    }

    /// <summary>Columns side by side; the last one wraps in what is left of the width.</summary>
    private static IEnumerable<string> Table(IReadOnlyList<IReadOnlyList<string>> rows, int width)
    {
        int columns = rows.Max(row => row.Count);
        int[] widths = [.. Enumerable.Range(0, columns).Select(column => rows.Max(row => column < row.Count ? row[column].Length : 0))];
        int before = widths[..^1].Sum(w => w + ColumnGap);
        bool heading = true;
        foreach (IReadOnlyList<string> row in rows)
        {
            string start = string.Concat(row.Take(columns - 1).Select((cell, column) => cell.PadRight(widths[column] + ColumnGap)));
            string last = row.Count == columns ? row[^1] : "";
            foreach (string line in Wrap(start.PadRight(before) + last, 0, before, width))
            {
                yield return line;
            }

            if (heading)
            {
                heading = false;
                yield return string.Join(new string(' ', ColumnGap), widths.Select((w, column) =>
                    new string('-', Math.Max(1, column == columns - 1 ? Math.Min(w, Math.Max(1, width - before)) : w))));
            }
        }
    }

    private static IEnumerable<string> Indented(IEnumerable<string> lines, int indent) =>
        lines.Select(line => (new string(' ', indent) + line).TrimEnd());

    // The length of "- ", of "12. ", or of the spaces that stand for it in an item's later paragraphs.
    private static int MarkOf(string text)
    {
        int at = 0;
        while (at < text.Length && (char.IsDigit(text[at]) || text[at] is '.' or '-'))
        {
            at++;
        }

        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at;
    }
}
