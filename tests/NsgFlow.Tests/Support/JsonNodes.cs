namespace NsgFlow.Tests.Support;

/// <summary>A JSON value before it is written: only what the encoder needs to vary how it is written.</summary>
internal abstract record Node
{
    public static implicit operator Node(string text) => new TextNode(text);
}

internal sealed record TextNode(string Text) : Node;

/// <summary>A number or a literal, written as it stands.</summary>
internal sealed record RawNode(string Text) : Node;

/// <summary>A tuple: a text whose place in the bytes is remembered.</summary>
internal sealed record TupleNode(ModelTuple Tuple) : Node;

internal sealed record ArrayNode(IReadOnlyList<Node> Items) : Node;

internal sealed record ObjectNode(params (string Key, Node Value)[] Members) : Node;
