using NsgFlow.Tuples;

namespace NsgFlow.Decoding;

/// <summary>What kind of trouble a fault is; each is the id of an error users see.</summary>
internal enum FlowFaultKind
{
    /// <summary>A tuple that cannot be decoded.</summary>
    InvalidTuple,

    /// <summary>Bytes that are no JSON of a flow log.</summary>
    DamagedJson,

    /// <summary>More was held for the sake of keys that come late than memory allows.</summary>
    RecordTooLarge,

    /// <summary>Compressed data that cannot be read on.</summary>
    DamagedGzip,
}

/// <summary>Something in a source that could not be decoded, with its place.</summary>
internal sealed record FlowFault
{
    /// <summary>How much of a tuple's text a fault carries.</summary>
    public const int LongestText = 200;

    public required FlowFaultKind Kind { get; init; }

    public required string? Source { get; init; }

    /// <summary>The byte offset in the source (in a gzip file, of the decompressed bytes).</summary>
    public required long Offset { get; init; }

    public TupleFault Tuple { get; init; }

    /// <summary>Places count from 1; 0 where it is not known or does not apply.</summary>
    public long RecordNumber { get; init; }

    public int FlowNumber { get; init; }

    public int GroupNumber { get; init; }

    public long TupleNumber { get; init; }

    /// <summary>The tuple, cut to <see cref="LongestText"/> characters.</summary>
    public string? Text { get; init; }

    /// <summary>The departures that strictness refused.</summary>
    public FlowDeviation Deviation { get; init; }
}
