namespace NsgFlow;

/// <summary>
/// What <c>New-NsgFlowSample -Defect</c> plants into logs: departures from the formats that real logs show, tuples
/// that cannot be decoded, and damage.
/// </summary>
public enum SampleDefect
{
    /// <summary>A tuple of ten fields: packets and bytes of one direction behind the decision.</summary>
    TenFieldTuple,

    /// <summary>A tuple of an NSG layout inside <c>flowRecords</c>.</summary>
    NsgTupleInFlowRecords,

    /// <summary>A tuple of the virtual network layout inside <c>properties.flows</c>.</summary>
    VNetTupleInProperties,

    /// <summary>A protocol number in an NSG layout.</summary>
    NumericProtocol,

    /// <summary><c>T</c> or <c>U</c> in a virtual network layout.</summary>
    LetterProtocol,

    /// <summary>Milliseconds in an NSG layout, or seconds in a virtual network layout.</summary>
    TimeUnit,

    /// <summary>Counters on a begin or deny tuple.</summary>
    CountersWithoutStatistics,

    /// <summary>Empty counters in a virtual network layout.</summary>
    EmptyCounters,

    /// <summary>A tuple of ICMP: protocol 1 and ports 0. In an NSG layout the number is a departure as well.</summary>
    IcmpTuple,

    /// <summary>A MAC address with dashes, with colons, or of thirteen digits.</summary>
    MacAddressFormat,

    /// <summary>A version that is text, stands outside its place, or names another layout.</summary>
    UnexpectedVersion,

    /// <summary>A record whose time is no ISO 8601 date and time.</summary>
    RecordTimeFormat,

    /// <summary>An envelope of records in the place of a record.</summary>
    NestedRecords,

    /// <summary>Records one behind another with nothing around or between them.</summary>
    BareRecord,

    /// <summary>An array of records without the object around it.</summary>
    BareArray,

    /// <summary>One record a line.</summary>
    RecordPerLine,

    /// <summary>Several whole documents in one file.</summary>
    SeveralDocuments,

    /// <summary>A UTF-8 byte order mark.</summary>
    ByteOrderMark,

    /// <summary>A record with line ends and indentation.</summary>
    PrettyPrinted,

    /// <summary>A record whose keys are in alphabetical order: tuples stand before their rule, flows before the MAC address.</summary>
    KeysReordered,

    /// <summary><c>flowRecords</c> as a list of one object.</summary>
    FlowRecordsAsList,

    /// <summary>An empty list of flows: of a whole record, or of one rule.</summary>
    EmptyFlows,

    /// <summary>Keys that no format has, on each level of a record.</summary>
    UnknownKeys,

    /// <summary>A tuple that is written twice.</summary>
    DuplicateTuples,

    /// <summary>A record that is written twice.</summary>
    DuplicateRecords,

    /// <summary>A list of tuples that is not in the order of time.</summary>
    UnsortedTuples,

    /// <summary>An end tuple before the begin tuple of the same flow and time.</summary>
    EndBeforeBegin,

    /// <summary>Records of another version of the format.</summary>
    MixedVersions,

    /// <summary>The file compressed by gzip; stored rather than deflated, so that its bytes are the same everywhere.</summary>
    Gzip,

    /// <summary>A tuple of 9, 14 or 15 fields.</summary>
    WrongFieldCount,

    /// <summary>A tuple whose time is an ISO 8601 text.</summary>
    IsoTime,

    /// <summary>A tuple with a port that is none.</summary>
    BadPort,

    /// <summary>A tuple with an address that is none.</summary>
    BadAddress,

    /// <summary>A tuple with a direction, protocol, decision or state that its layout does not know.</summary>
    BadLetter,

    /// <summary>A tuple with a counter beyond 63 bits.</summary>
    CounterOverflow,

    /// <summary>A tuple of before 2001 or after 2100.</summary>
    TimeOutOfRange,

    /// <summary>A number, a literal or null in the place of a tuple.</summary>
    NotText,

    /// <summary>The file ends inside a tuple of its last record.</summary>
    Truncated,

    /// <summary>The file ends behind a record, without its closing brackets, as one does that is being written.</summary>
    StillOpen,

    /// <summary>The file is a piece of a log: it begins with the comma before a record and has no closing brackets.</summary>
    LeadingComma,

    /// <summary>The file begins inside a tuple of its first record.</summary>
    MidRecordStart,

    /// <summary>A whole record inside another: in the middle of a tuple, or of the record's time.</summary>
    SplicedRecord,

    /// <summary>Random bytes between two records.</summary>
    GarbageBetweenRecords,

    /// <summary>A byte that is no UTF-8: in a tuple, or in a text that nobody reads.</summary>
    InvalidUtf8,

    /// <summary>A missing piece: from inside a tuple of one record to inside the head of the next.</summary>
    Hole,

    /// <summary>A record of another log among the flow records.</summary>
    ForeignRecord,

    /// <summary>A gzip file that ends inside its compressed data.</summary>
    CutGzip,
}
