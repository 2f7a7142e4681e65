namespace NsgFlow.Decoding;

/// <summary>How a source's bytes ended.</summary>
internal enum SourceEnd
{
    /// <summary>Every bracket was closed.</summary>
    Complete,

    /// <summary>Between two records: the log is still being written.</summary>
    Open,

    /// <summary>Inside a record.</summary>
    Cut,
}

/// <summary>What one reading of a source found, beside its flows.</summary>
internal sealed class FlowReadSummary
{
    /// <summary>Bytes read, after decompression.</summary>
    public long Bytes { get; set; }

    /// <summary>Flow log records, those without flows included.</summary>
    public long Records { get; set; }

    /// <summary>Tuples met, whether they passed the filters or not.</summary>
    public long Tuples { get; set; }

    /// <summary>Records of some other log.</summary>
    public long ForeignRecords { get; set; }

    /// <summary>What the first record of another log is.</summary>
    public string? ForeignLog { get; set; }

    public SourceEnd End { get; set; }

    public long Faults { get; set; }

    /// <summary>How many of the faults were only counted, because there were too many to report each.</summary>
    public long UnreportedFaults { get; set; }

    /// <summary>The newest time among tuples that passed all filters but that on time, where one was set; in milliseconds.</summary>
    public long NewestTime { get; set; } = long.MinValue;

    /// <summary>Whether an object, an array or a tuple was met.</summary>
    public bool HasContent { get; set; }

    /// <summary>Whether there were bytes, but nothing that JSON begins with.</summary>
    public bool IsUnrecognised { get; set; }

    /// <summary>Whether something was there, but nothing of a flow log.</summary>
    public bool IsForeign => Records == 0 && Tuples == 0 && (ForeignRecords > 0 || IsUnrecognised);
}
