namespace NsgFlow;

/// <summary>What the rule did with a flow.</summary>
public enum FlowDecision : byte
{
    /// <summary>The flow was let through: <c>A</c> in an NSG log, any state but <c>D</c> in a virtual network log.</summary>
    Allow = 0,

    /// <summary>The flow was refused: <c>D</c> in an NSG log, state <c>D</c> in a virtual network log.</summary>
    Deny = 1,
}
