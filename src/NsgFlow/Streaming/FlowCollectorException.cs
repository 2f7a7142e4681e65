namespace NsgFlow.Streaming;

/// <summary>Ends the work of all collectors: a bound is reached, a sum too large. Not the fault of a source.</summary>
internal sealed class FlowCollectorException(string reason, params object?[] arguments) : Exception(reason)
{
    /// <summary>Which limit it was; the id of the error that users see.</summary>
    public string Reason { get; } = reason;

    /// <summary>What the message names.</summary>
    public IReadOnlyList<object?> Arguments { get; } = arguments;
}
