namespace NsgFlow;

/// <summary>Which way a flow runs, seen from the network interface that logged it.</summary>
public enum FlowDirection : byte
{
    /// <summary>Towards the network interface; <c>I</c> in the log.</summary>
    Inbound = 0,

    /// <summary>Away from the network interface; <c>O</c> in the log.</summary>
    Outbound = 1,
}
