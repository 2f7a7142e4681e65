namespace NsgFlow.Sampling.Defects;

internal sealed class BareRecordDefect : IFormDefect
{
    public SampleDefect Defect => SampleDefect.BareRecord;

    public RecordForm Form { get; } = new("", "", "");
}

internal sealed class BareArrayDefect : IFormDefect
{
    public SampleDefect Defect => SampleDefect.BareArray;

    public RecordForm Form { get; } = new("[", ",", "]");
}

internal sealed class RecordPerLineDefect : IFormDefect
{
    public SampleDefect Defect => SampleDefect.RecordPerLine;

    public RecordForm Form { get; } = new("", "\n", "\n");
}

internal sealed class SeveralDocumentsDefect : IFormDefect
{
    public SampleDefect Defect => SampleDefect.SeveralDocuments;

    public RecordForm Form => RecordForm.Usual;

    public int Stretches => 3;
}

internal sealed class NestedRecordsDefect : ITextDefect
{
    public SampleDefect Defect => SampleDefect.NestedRecords;

    public DefectPlace Place => DefectPlace.Anywhere;

    public int Span => 2;

    public IReadOnlyList<RecordText> Plant(IReadOnlyList<RecordText> records, int turn, SampleRandom random)
    {
        RecordText nested = RecordText.Join(
            RecordText.Of([.. "{\"records\":["u8]), records[0], RecordText.Of([.. ","u8]), records[1], RecordText.Of([.. "]}"u8]));
        nested.Defects.Add(new PlacedDefect(this, 0, nested.Length));
        return [nested];
    }
}

/// <summary>Written by the file itself, whose first bytes it is.</summary>
internal sealed class ByteOrderMarkDefect : ISampleDefect
{
    public SampleDefect Defect => SampleDefect.ByteOrderMark;

    public int Plants => 1;
}

internal sealed class LeadingCommaDefect : ISampleDefect
{
    public SampleDefect Defect => SampleDefect.LeadingComma;

    public int Plants => 1;

    public DefectSlot Slot => DefectSlot.Start;

    public string Opener => ",";

    public string Closer => "";
}

internal sealed class StillOpenDefect : ISampleDefect
{
    public SampleDefect Defect => SampleDefect.StillOpen;

    public int Plants => 1;

    public DefectSlot Slot => DefectSlot.End;

    public string Closer => "";
}

/// <summary>Done by the stream that the file is written to.</summary>
internal sealed class GzipDefect : ISampleDefect
{
    public SampleDefect Defect => SampleDefect.Gzip;

    public int Plants => 1;
}
