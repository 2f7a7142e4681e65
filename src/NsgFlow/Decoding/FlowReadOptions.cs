namespace NsgFlow.Decoding;

/// <summary>How one source is to be read.</summary>
internal sealed record FlowReadOptions
{
    /// <summary>What flows and faults call the source.</summary>
    public string? Source { get; init; }

    /// <summary>Whether departures from the format are errors.</summary>
    public bool Strict { get; init; }

    /// <summary>Which fields of each tuple are wanted; where strict, all are read.</summary>
    public FlowColumns Columns { get; init; } = FlowColumns.All;

    /// <summary>Splits tuples byte by byte; for comparing both ways.</summary>
    public bool AvoidVectors { get; init; }

    /// <summary>How many bytes are in view at most; at least a quarter more than <see cref="ByteWindow.History"/>.</summary>
    public int WindowSize { get; init; } = ByteWindow.DefaultSize;
}
