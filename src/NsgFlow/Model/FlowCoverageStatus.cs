namespace NsgFlow;

/// <summary>Whether there is a log of an hour.</summary>
public enum FlowCoverageStatus : byte
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>There is one that is not closed: it is still being written, or its copy was cut.</summary>
    Open,

    /// <summary>There is one, and nothing tells that it is not whole.</summary>
    Present,
}
