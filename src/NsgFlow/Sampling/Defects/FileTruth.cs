using NsgFlow.Decoding;
using NsgFlow.Tuples;

namespace NsgFlow.Sampling.Defects;

/// <summary>A tuple that must come out as an error.</summary>
/// <param name="Offset">Where its first character stands.</param>
/// <param name="Text">What is written there; null for what is no text.</param>
/// <param name="Reason">Why it cannot be decoded.</param>
internal sealed record SampleTupleError(long Offset, string? Text, TupleFault Reason);

/// <summary>A defect in a file and what a reader must make of it.</summary>
/// <param name="Defect">Which.</param>
/// <param name="Form">In which of its forms, or null.</param>
/// <param name="Offset">Where it begins; in a compressed file among the decompressed bytes.</param>
/// <param name="Length">Its bytes; 0 where something is missing.</param>
internal sealed record SamplePlant(SampleDefect Defect, string? Form, long Offset, long Length)
{
    /// <summary>The bytes that were taken out there.</summary>
    public long Removed { get; init; }

    /// <summary>The mark of the tuples concerned.</summary>
    public FlowDeviation Deviation { get; init; }

    /// <summary>How many tuples between its ends must be decoded and bear the mark.</summary>
    public long Marked { get; init; }

    /// <summary>The tuples between its ends that must be errors.</summary>
    public IReadOnlyList<SampleTupleError> Errors { get; init; } = [];

    /// <summary>Tuples that do not lie wholly outside the damage.</summary>
    public long Lost { get; init; }

    /// <summary>Tuples behind the damage that lack their record's head, and must be marked IncompleteRecord.</summary>
    public long Incomplete { get; init; }

    /// <summary>From which byte to which one a reader must report damage; null where there is nothing to report.</summary>
    public (long From, long To)? Report { get; init; }
}

/// <summary>What a file with defects holds.</summary>
internal sealed class FileTruth
{
    public List<SamplePlant> Plants { get; } = [];

    /// <summary>What must be decoded.</summary>
    public ExpectedTotals Expected { get; } = new();

    /// <summary>How the bytes end.</summary>
    public SourceEnd End { get; set; }

    /// <summary>Flow log records that are whole.</summary>
    public long Records { get; set; }

    public long ForeignRecords { get; set; }

    public long Errors => Plants.Sum(p => p.Errors.Count);

    public long Lost => Plants.Sum(p => p.Lost);
}
