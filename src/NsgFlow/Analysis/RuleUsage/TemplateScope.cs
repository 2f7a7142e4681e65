namespace NsgFlow.Analysis.RuleUsage;

/// <summary>
/// The parameters and variables of a template, and the few expressions by which templates name things: exported ones
/// have every name as a parameter.
/// </summary>
/// <param name="template">The template; null outside of one.</param>
/// <param name="given">The parameters that a deployment gives its template; null for their defaults.</param>
/// <param name="outer">Where those are to be understood.</param>
internal sealed class TemplateScope(DefinitionNode? template, DefinitionNode? given = null, TemplateScope? outer = null)
{
    /// <summary>How far expressions may lead to others: a variable may name itself.</summary>
    private const int MostSteps = 32;

    public static TemplateScope None { get; } = new(null);

    /// <summary>The value of a text, which may be an expression; null where it depends on what is not known here.</summary>
    public string? TextOf(DefinitionNode? node) => Resolve(node, 0)?.Text;

    /// <summary>The node itself, or what an expression in its place stands for.</summary>
    public DefinitionNode? Resolve(DefinitionNode? node) => Resolve(node, 0);

    public DefinitionNode? Parameter(string name, int steps)
    {
        if (given?[name]?["value"] is { } value)
        {
            return (outer ?? None).Resolve(value, steps + 1);
        }

        return Resolve(template?["parameters"]?[name]?["defaultValue"], steps + 1);
    }

    public DefinitionNode? Variable(string name, int steps) => Resolve(template?["variables"]?[name], steps + 1);

    private DefinitionNode? Resolve(DefinitionNode? node, int steps)
    {
        if (template is null || node?.Text is not ['[', ..] text)
        {
            return node;
        }

        // Two brackets are a text that begins with one.
        return text.StartsWith("[[", StringComparison.Ordinal) ? new TextNode(text[1..])
            : steps < MostSteps && text[^1] == ']' ? new TemplateExpression(this, text.AsMemory(1, text.Length - 2), steps).Evaluate()
            : null;
    }
}

/// <summary>A text that an expression gave.</summary>
internal sealed class TextNode(string text) : DefinitionNode
{
    public override string Text => text;
}
