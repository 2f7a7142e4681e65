namespace NsgFlow.Tuples;

/// <summary>Why a tuple cannot be decoded.</summary>
internal enum TupleFault
{
    None,

    /// <summary>The number of fields is that of no layout.</summary>
    FieldCount,

    /// <summary>The element of flowTuples is no text.</summary>
    NotText,

    /// <summary>Longer than any tuple can be.</summary>
    TooLong,

    /// <summary>The time is no number.</summary>
    Time,

    /// <summary>The time lies before 2001 or after 2100.</summary>
    TimeRange,

    SourceAddress,
    DestinationAddress,

    /// <summary>The source port is no number from 0 to 65535.</summary>
    SourcePort,

    /// <summary>The destination port is no number from 0 to 65535.</summary>
    DestinationPort,

    /// <summary>The protocol is neither T, U nor a number from 0 to 255.</summary>
    Protocol,

    Direction,
    Decision,
    State,
    Encryption,

    /// <summary>A counter is neither empty nor a number within 63 bits.</summary>
    Counter,

    /// <summary>The fields fit two layouts with different meanings.</summary>
    AmbiguousLayout,

    /// <summary>The fields are of another layout than their giver said.</summary>
    OtherLayout,

    /// <summary>A departure from the format, refused because strictness was asked for.</summary>
    Strict,
}
