namespace NsgFlow;

/// <summary>How a connection came to its end, or why nothing more is known of it.</summary>
public enum FlowConnectionEnd : byte
{
    /// <summary>The layout has no state: whether and when the connection ended was not logged.</summary>
    Unknown = 0,

    /// <summary>An end tuple was logged.</summary>
    End = 1,

    /// <summary>Another connection began with the same addresses and ports, so this one is over.</summary>
    Superseded = 2,

    /// <summary>Nothing was logged of it for as long as the time-out.</summary>
    TimedOut = 3,

    /// <summary>The input ended before the connection did.</summary>
    StillOpen = 4,

    /// <summary>It was denied.</summary>
    Denied = 5,

    /// <summary>Too many connections were open: it was written before its end was known, and what follows of it is another.</summary>
    GivenUp = 6,
}
