namespace NsgFlow;

/// <summary>Whether the destination of a connection answered, as far as its counters tell.</summary>
public enum FlowReply : byte
{
    /// <summary>No counter tells: none was logged, some were not, or the connection began before the log.</summary>
    Unknown = 0,

    /// <summary>Packets or bytes came back.</summary>
    Yes = 1,

    /// <summary>Every counter is known from the begin on, and nothing came back.</summary>
    No = 2,
}
