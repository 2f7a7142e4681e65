namespace NsgFlow;

/// <summary>At which end of a conversation something was logged.</summary>
public enum FlowTraceSide : byte
{
    /// <summary>The end that opens it: outbound at the network interface.</summary>
    Source = 0,

    /// <summary>The end it goes to: inbound at the network interface.</summary>
    Destination = 1,
}
