namespace NsgFlow;

/// <summary>How the first tuple of a connection tells of its start.</summary>
public enum FlowConnectionStart : byte
{
    /// <summary>The layout has no state: the tuple tells of an attempt, at about its time.</summary>
    Unknown = 0,

    /// <summary>A begin or a deny: the start is known.</summary>
    Begin = 1,

    /// <summary>A continue or an end without a begin: the connection is older than its first tuple.</summary>
    MidStream = 2,
}
