using System.Text;
using NsgFlow.Decoding;
using NsgFlow.Tuples;

namespace NsgFlow.Sampling.Defects;

/// <summary>Writes the pieces of one file: what opens, separates and closes them, and the places of all in it.</summary>
internal sealed class DefectFile
{
    private readonly FilePlan _plan;
    private readonly SampleSink? _sink;
    private readonly StoredGzipStream? _gzip;
    private readonly Stream _to;
    private readonly string _path;
    private long _position;
    private long _stretchStart;
    private int _stretch = -1;
    private bool _isFirst;

    public DefectFile(FilePlan plan, string path, Stream to, SampleSink? sink)
    {
        (_plan, _path, _sink) = (plan, path, sink);
        _gzip = SampleDefects.MakesGzip(plan.Chosen) ? new StoredGzipStream(to) : null;
        _to = _gzip ?? to;
        if (plan.Has(SampleDefect.ByteOrderMark))
        {
            PutText("\uFEFF");
            Truth.Plants.Add(new SamplePlant(SampleDefect.ByteOrderMark, null, 0, _position));
        }
    }

    public FileTruth Truth { get; } = new();

    /// <summary>Writes a piece.</summary>
    /// <param name="piece">What stands in the place of a record.</param>
    /// <param name="record">The number of the record that it begins with, from 0.</param>
    public void Put(RecordText piece, int record)
    {
        List<FormStretch> stretches = _plan.Stretches;
        if (_stretch < 0)
        {
            OpenStretch(_plan.Chosen.Select(d => d.Opener).FirstOrDefault(o => o is not null));
        }

        while (_stretch + 1 < stretches.Count && stretches[_stretch + 1].First <= record)
        {
            // A piece of a log that was not opened is not closed either.
            CloseStretch(_stretch == 0 && _plan.Has(SampleDefect.LeadingComma) ? string.Empty : null);
            OpenStretch(opener: null);
        }

        if (!_isFirst)
        {
            PutText(stretches[_stretch].Form.Separator);
        }

        _isFirst = false;
        Account(piece);
        _to.Write(piece.Bytes);
        _position += piece.Length;
    }

    public SampleTruthFile Close()
    {
        CloseStretch(_plan.Chosen.Select(d => d.Closer).FirstOrDefault(c => c is not null));
        bool isCut = _plan.Has(SampleDefect.CutGzip);
        Truth.End = isCut || _plan.Has(SampleDefect.Truncated) ? SourceEnd.Cut
            : _plan.Has(SampleDefect.StillOpen) ? SourceEnd.Open
            : SourceEnd.Complete;
        if (_plan.Has(SampleDefect.StillOpen))
        {
            Truth.Plants.Add(new SamplePlant(SampleDefect.StillOpen, null, _position, 0) { Removed = RecordForm.Usual.Close.Length });
        }

        if (_plan.Has(SampleDefect.Gzip))
        {
            Truth.Plants.Add(new SamplePlant(SampleDefect.Gzip, null, 0, _position));
        }

        if (isCut)
        {
            _gzip!.BreakOff();
        }
        else
        {
            _gzip?.Finish();
        }

        return new SampleTruthFile(_path, _gzip?.Written ?? _position, Truth.Expected.Tuples) { Defects = Truth };
    }

    private void OpenStretch(string? opener)
    {
        _stretch++;
        _stretchStart = _position;
        _isFirst = true;
        string usual = _plan.Stretches[_stretch].Form.Open;
        PutText(opener ?? usual);
        if (_plan.Has(SampleDefect.LeadingComma) && opener is not null)
        {
            Truth.Plants.Add(new SamplePlant(SampleDefect.LeadingComma, null, _stretchStart, opener.Length) { Removed = usual.Length });
        }
    }

    private void CloseStretch(string? closer)
    {
        FormStretch stretch = _plan.Stretches[_stretch];
        PutText(closer ?? stretch.Form.Close);
        if (stretch.Defect is not null)
        {
            Truth.Plants.Add(new SamplePlant(stretch.Defect.Defect, null, _stretchStart, _position - _stretchStart));
        }
    }

    /// <summary>Notes what a reader must make of a piece that is about to be written.</summary>
    private void Account(RecordText piece)
    {
        Truth.Records += piece.Records;
        Truth.ForeignRecords += piece.ForeignRecords;
        foreach (PlacedTuple tuple in piece.Tuples.Where(t => t.Draft.Fault == TupleFault.None))
        {
            FlowRow row = tuple.Draft.Row;
            row.Offset = _position + tuple.Start;
            Truth.Expected.Count(row, DeviationOf(tuple));
            _sink?.Invoke(row, tuple.IsIncomplete ? Incomplete(tuple.Group) : tuple.Group, tuple.Draft.Drawn.Flow);
        }

        Truth.Plants.AddRange(piece.Defects.Select(d => ToPlant(piece, d)));
    }

    private SamplePlant ToPlant(RecordText piece, PlacedDefect placed)
    {
        PlacedTuple[] inside = [.. piece.Tuples.Where(t => t.Start >= placed.Start && t.End <= placed.Start + placed.Length)];
        FlowDeviation mark = placed.Defect.Deviation;
        return new SamplePlant(placed.Defect.Defect, placed.Form, _position + placed.Start, placed.Length)
        {
            Removed = placed.Removed,
            Deviation = mark,
            Marked = mark == FlowDeviation.None ? 0 : inside.Count(t => t.Draft.Fault == TupleFault.None && DeviationOf(t).HasFlag(mark)),
            Errors =
            [
                .. inside.Where(t => t.Draft.Fault != TupleFault.None).Select(t => new SampleTupleError(
                    _position + t.Start, t.Draft.Bare is null ? t.Draft.Text : null, t.Draft.Fault)),
            ],
            Lost = placed.Lost,
            Incomplete = placed.Report is null ? 0 : piece.Tuples.Count(t => t.IsIncomplete),
            Report = placed.Report is { } report ? (_position + report.From, _position + report.To) : null,
        };
    }

    private static FlowDeviation DeviationOf(PlacedTuple tuple) =>
        tuple.Draft.Row.Deviation | tuple.Group.Deviation | (tuple.IsIncomplete ? FlowDeviation.IncompleteRecord : FlowDeviation.None);

    /// <summary>Nothing is known for certain of a record whose head is gone.</summary>
    private static FlowGroup Incomplete(FlowGroup whole) =>
        new() { Source = whole.Source, Deviation = whole.Deviation | FlowDeviation.IncompleteRecord };

    private void PutText(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        _to.Write(bytes);
        _position += bytes.Length;
    }
}
