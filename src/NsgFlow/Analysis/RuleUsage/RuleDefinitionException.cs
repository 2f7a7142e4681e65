namespace NsgFlow.Analysis.RuleUsage;

/// <summary>A definition of rules cannot be used.</summary>
internal sealed class RuleDefinitionException(string reason, params object?[] arguments) : Exception(reason)
{
    /// <summary>What is wrong with it; the id of the error that users see.</summary>
    public string Reason { get; } = reason;

    /// <summary>What the message names.</summary>
    public IReadOnlyList<object?> Arguments { get; } = arguments;
}
