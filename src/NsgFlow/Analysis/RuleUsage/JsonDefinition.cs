using System.Text.Json;

namespace NsgFlow.Analysis.RuleUsage;

/// <summary>A definition in JSON. It comes from outside: how deep and how long it may be is bounded.</summary>
internal sealed class JsonDefinition(JsonElement element) : DefinitionNode
{
    /// <summary>The most characters of a text: a network has a few thousand groups, and each takes some kilobytes.</summary>
    public const int MostCharacters = 64 * 1024 * 1024;

    private const int MostDepth = 64;

    public override string? Text => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        _ => null,
    };

    public override IEnumerable<DefinitionNode>? Items => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray().Select(item => new JsonDefinition(item))
        : null;

    public override IEnumerable<DefinitionNode>? Members => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().Select(property => new JsonDefinition(property.Value))
        : null;

    public override DefinitionNode? this[string name]
    {
        get
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
                    {
                        return new JsonDefinition(property.Value);
                    }
                }
            }

            return null;
        }
    }

    /// <exception cref="RuleDefinitionException">It is too long, or no JSON.</exception>
    public static JsonDefinition Parse(string text)
    {
        if (text.Length > MostCharacters)
        {
            throw new RuleDefinitionException("RuleDefinitionTooLarge", MostCharacters / (1024 * 1024));
        }

        // Templates may have comments.
        var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MostDepth };
        try
        {
            return new JsonDefinition(JsonDocument.Parse(text.TrimStart('\uFEFF'), options).RootElement);
        }
        catch (JsonException e)
        {
            throw new RuleDefinitionException("RuleDefinitionNotJson", e.Message);
        }
    }
}
