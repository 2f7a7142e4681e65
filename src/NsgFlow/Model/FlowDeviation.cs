namespace NsgFlow;

/// <summary>
/// Departures from Microsoft's formats that were tolerated because their meaning is certain.
/// With <c>-Strict</c> each of them is an error instead.
/// </summary>
[Flags]
public enum FlowDeviation
{
    /// <summary>The tuple and its record follow the format.</summary>
    None = 0,

    /// <summary>Ten fields: packets and bytes of one direction behind the decision.</summary>
    TenFieldTuple = 1 << 0,

    /// <summary>A tuple of the NSG layout inside <c>flowRecords</c>.</summary>
    NsgTupleInFlowRecords = 1 << 1,

    /// <summary>A tuple of the virtual network layout inside <c>properties.flows</c>.</summary>
    VNetTupleInProperties = 1 << 2,

    /// <summary>An IANA protocol number in an NSG layout, which writes <c>T</c> or <c>U</c>.</summary>
    NumericProtocol = 1 << 3,

    /// <summary><c>T</c> or <c>U</c> in a virtual network layout, which writes the IANA number.</summary>
    LetterProtocol = 1 << 4,

    /// <summary>Milliseconds in an NSG layout, or seconds in a virtual network layout.</summary>
    TimeUnit = 1 << 5,

    /// <summary>A counter that is not zero on a begin or deny tuple, which carry no statistics.</summary>
    CountersWithoutStatistics = 1 << 6,

    /// <summary>Empty counters in a virtual network layout, which writes zeros.</summary>
    EmptyCounters = 1 << 7,

    /// <summary>A MAC address that is not twelve hexadecimal digits; kept as logged.</summary>
    MacAddressFormat = 1 << 8,

    /// <summary>The version is text, stands outside its place, or names another layout than the tuple has.</summary>
    UnexpectedVersion = 1 << 9,

    /// <summary>The record broke off before all that describes its tuples was read; what is missing is null.</summary>
    IncompleteRecord = 1 << 10,

    /// <summary>The record's time is no ISO 8601 date and time; RecordTime is null.</summary>
    RecordTimeFormat = 1 << 11,
}
