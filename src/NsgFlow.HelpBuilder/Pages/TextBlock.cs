namespace NsgFlow.HelpBuilder.Pages;

/// <summary>What a block of plain text was.</summary>
internal enum TextKind
{
    Paragraph,
    Item,
    Code,
    Table,
}

/// <summary>A block of a page as plain text.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Text">The text: of code with its line ends, of an item with its mark.</param>
/// <param name="Line">Where it stands, from 1.</param>
internal sealed record TextBlock(TextKind Kind, string Text, int Line)
{
    /// <summary>How deep an item is nested, from 0.</summary>
    public int Depth { get; init; }

    /// <summary>The rows of a table, the heading first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; init; } = [];

    /// <summary>The links of a paragraph or an item, in order.</summary>
    public IReadOnlyList<PageLink> Links { get; init; } = [];
}

/// <summary>A link: its text and its target.</summary>
internal sealed record PageLink(string Text, string Target);
