namespace NsgFlow;

/// <summary>
/// What is known of a flow's two ends beyond its log line; carried by the copy of a flow that Add-NsgFlowContext emits.
/// </summary>
public sealed class FlowContext
{
    internal FlowContext()
    {
    }
}
