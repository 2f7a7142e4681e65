namespace NsgFlow.HelpBuilder.Pages;

/// <summary>The prose of a cmdlet's page.</summary>
internal sealed record CommandPage(
    string File,
    string Synopsis,
    IReadOnlyList<TextBlock> Description,
    IReadOnlyList<ParameterText> Parameters,
    IReadOnlyList<ExampleText> Examples,
    IReadOnlyList<TypeText> Inputs,
    IReadOnlyList<TypeText> Outputs,
    IReadOnlyList<TextBlock> Notes,
    IReadOnlyList<RelatedLink> Links);

/// <summary>What a page says of a parameter.</summary>
internal sealed record ParameterText(string Name, int Line, string? Default, IReadOnlyList<TextBlock> Text);

/// <summary>An example: words before the code, the code, words after it.</summary>
internal sealed record ExampleText(string Title, int Line, IReadOnlyList<TextBlock> Introduction, string Code, IReadOnlyList<TextBlock> Remarks);

/// <summary>What a page says of a type that goes in or comes out.</summary>
internal sealed record TypeText(string Name, int Line, IReadOnlyList<TextBlock> Text);

/// <summary>A page or an address to read on; the address is empty for a page of this help.</summary>
internal sealed record RelatedLink(string Text, string Address);
