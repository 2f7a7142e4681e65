namespace NsgFlow.Sampling.Defects;

/// <summary>Defects of one slot exclude each other: a file has one beginning and one end.</summary>
internal enum DefectSlot
{
    None,
    Start,
    End,
}

/// <summary>One way to depart from a format or to be damaged; each class knows one.</summary>
internal interface ISampleDefect
{
    SampleDefect Defect { get; }

    /// <summary>How often it is planted in a file that has room for it: mostly once in each of its forms.</summary>
    int Plants => 2;

    /// <summary>The mark that a reader has to put on the flows concerned; None where there is nothing to mark.</summary>
    FlowDeviation Deviation => FlowDeviation.None;

    DefectSlot Slot => DefectSlot.None;

    /// <summary>What the file begins with instead of what opens its records; null for no change.</summary>
    string? Opener => null;

    /// <summary>What the file ends with instead of what closes its records; null for no change.</summary>
    string? Closer => null;

    /// <summary>Whether a log of this kind can have it.</summary>
    bool AppliesTo(FlowLogKind kind) => true;
}

/// <summary>Changes one tuple, or puts another beside it.</summary>
internal interface ITupleDefect : ISampleDefect
{
    bool Fits(FlowLogKind kind, in SampleTuple tuple) => true;

    /// <returns>The form it was planted in, or null where there is but one.</returns>
    string? Plant(TupleSite site);
}

/// <summary>Changes one record as a whole before it is text.</summary>
internal interface IRecordDefect : ISampleDefect
{
    bool Fits(DraftRecord record) => true;

    /// <returns>The form it was planted in, or null where there is but one.</returns>
    string? Plant(DraftRecord record, int turn);
}

/// <summary>Which records of a file can be hit.</summary>
internal enum DefectPlace
{
    /// <summary>Any.</summary>
    Anywhere,

    /// <summary>One that has a whole record on both sides.</summary>
    Amid,

    First,

    Last,
}

/// <summary>Changes the text of one record, or of some in succession.</summary>
internal interface ITextDefect : ISampleDefect
{
    DefectPlace Place { get; }

    /// <summary>How many records it takes.</summary>
    int Span => 1;

    /// <summary>Makes of the records what shall stand in their place, each piece separated as records are.</summary>
    IReadOnlyList<RecordText> Plant(IReadOnlyList<RecordText> records, int turn, SampleRandom random);
}

/// <summary>Changes what stands around and between records.</summary>
internal interface IFormDefect : ISampleDefect
{
    RecordForm Form { get; }

    /// <summary>How many stretches of this form it makes.</summary>
    int Stretches => 1;
}

/// <summary>What opens, separates and closes a succession of records.</summary>
internal sealed record RecordForm(string Open, string Separator, string Close)
{
    public static RecordForm Usual { get; } = new("{\"records\":[", ",", "]}");
}
