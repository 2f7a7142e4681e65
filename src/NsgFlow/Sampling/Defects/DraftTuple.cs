using System.Text;
using NsgFlow.Tuples;

namespace NsgFlow.Sampling.Defects;

/// <summary>A tuple that can still be changed, and what a reader must make of it.</summary>
internal sealed class DraftTuple
{
    /// <summary>A field, for it is changed in place. Its offset is not known yet.</summary>
    public FlowRow Row;

    public DraftTuple(FlowLogKind layout, in SampleTuple drawn)
    {
        Drawn = drawn;
        Fields = [];
        Lay(layout);
    }

    /// <summary>What happened; it may be written in any layout.</summary>
    public SampleTuple Drawn { get; }

    public string[] Fields { get; set; }

    /// <summary>What stands in the tuple's place without quotation marks, or null.</summary>
    public string? Bare { get; set; }

    /// <summary>Why it cannot be decoded; None where it can.</summary>
    public TupleFault Fault { get; set; }

    /// <summary>Whether a defect has changed it or stands beside it, so that no other may.</summary>
    public bool IsTouched { get; set; }

    /// <summary>What was planted in it, or null.</summary>
    public ISampleDefect? Planted { get; private set; }

    public string? Form { get; private set; }

    public string Text => Bare ?? string.Join(',', Fields);

    public void Mark(ISampleDefect planted, string? form) => (Planted, Form, IsTouched) = (planted, form, true);

    /// <summary>Writes the fields in a layout, and the row that must come of them.</summary>
    public void Lay(FlowLogKind layout)
    {
        Span<byte> text = stackalloc byte[TupleText.MaximumLength];
        int length = TupleText.Write(text, layout, Drawn);
        Fields = Encoding.ASCII.GetString(text[..length]).Split(',');
        Row = Drawn.ToRow(layout, offset: 0);
    }
}

/// <summary>The tuples of one rule within a record.</summary>
internal sealed class DraftList(int rule, List<DraftTuple> tuples)
{
    public int Rule { get; } = rule;

    public List<DraftTuple> Tuples { get; } = tuples;
}

/// <summary>Where a defect of a tuple is planted.</summary>
/// <param name="Record">The record.</param>
/// <param name="List">The list within the record.</param>
/// <param name="Index">The tuple within the list.</param>
/// <param name="Turn">How often it was planted in this file before: chooses the form.</param>
/// <param name="Random">For what has no meaning, such as counters.</param>
internal sealed record TupleSite(DraftRecord Record, DraftList List, int Index, int Turn, SampleRandom Random)
{
    public DraftTuple Tuple => List.Tuples[Index];

    /// <summary>The layout of the record's tuples.</summary>
    public FlowLogKind Kind => Record.Kind;
}
