namespace NsgFlow.Sampling.Defects;

/// <summary>
/// The way of a record into a file with defects: what changes its tuples, what changes the record, then as text what
/// damages it. One record is held at a time, two where damage joins two.
/// </summary>
internal sealed class DefectTarget(SampleOptions options, DefectSurvey survey, SampleSink? sink) : IRecordTarget
{
    private readonly List<RecordText> _held = [];
    private FilePlan? _plan;
    private DefectFile? _file;
    private Planting? _awaiting;
    private FlowLogKind _kind;
    private string _path = string.Empty;
    private int _files;
    private int _record;

    public string PathOf(FlowLogKind kind, string path) =>
        SampleDefects.PathOf(SampleDefects.ForFile(options, kind, _files), path);

    public void OpenFile(FlowLogKind kind, string path, Stream file)
    {
        (_kind, _path, _record) = (kind, path, 0);
        _plan = new FilePlan(options.Seed, _files, SampleDefects.ForFile(options, kind, _files), survey.Files[_files]);
        _file = new DefectFile(_plan, path, file, sink);
        _files++;
    }

    public void Take(SampleNic nic, DateTime time, IReadOnlyList<SampleTuple>[] tuples)
    {
        var draft = new DraftRecord(_kind, nic, time, tuples);
        Planting? onText = null;
        Planting? onRecord = null;
        string? form = null;
        foreach (Planting planting in _plan!.At(_record))
        {
            switch (planting.Defect)
            {
                case ITupleDefect defect:
                    PlantInTuple(defect, planting, draft);
                    break;
                case IRecordDefect defect:
                    form = defect.Plant(draft, planting.Turn);
                    onRecord = planting;
                    break;
                case ITextDefect:
                    onText = planting;
                    break;
            }
        }

        RecordText text = RecordTree.Write(draft, _path);
        foreach (PlacedTuple tuple in text.Tuples)
        {
            if (tuple.Draft.Planted is { } inTuple)
            {
                text.Defects.Add(new PlacedDefect(inTuple, tuple.Start, tuple.Length, tuple.Draft.Form));
            }
        }

        RecordText? extra = draft.HasEmptyRecordBefore ? RecordTree.Write(draft.Empty(), _path) : null;
        RecordText? twin = draft.IsDoubled ? new RecordText(text.Bytes, text.Tuples) : null;
        if (onRecord is { } planted)
        {
            RecordText hit = extra ?? twin ?? text;
            hit.Defects.Add(new PlacedDefect(planted.Defect, 0, hit.Length, form));
        }

        PutUnlessNull(extra);
        Pass(text, onText);
        PutUnlessNull(twin);
        _record++;
    }

    public SampleTruthFile CloseFile() => _file!.Close();

    private void PlantInTuple(ITupleDefect defect, Planting planting, DraftRecord draft)
    {
        SampleRandom random = _plan!.RandomOf(planting);
        List<(DraftList List, int Index)> places =
        [
            .. from list in draft.Lists
               from index in Enumerable.Range(0, list.Tuples.Count)
               let tuple = list.Tuples[index]
               where !tuple.IsTouched && defect.Fits(_kind, tuple.Drawn)
               select (list, index),
        ];
        if (places.Count == 0)
        {
            // Others took them before: the truth tells what was planted.
            return;
        }

        (DraftList at, int place) = places[random.Next(places.Count)];
        var site = new TupleSite(draft, at, place, planting.Turn, random);
        DraftTuple hit = site.Tuple;
        string? form = defect.Plant(site);
        hit.IsTouched = true;
        // Else another was put before it, which bears the mark.
        if (ReferenceEquals(hit, site.Tuple))
        {
            hit.Mark(defect, form);
        }
    }

    /// <summary>Writes a record, or holds it until damage has all the records it takes.</summary>
    private void Pass(RecordText text, Planting? planting)
    {
        _awaiting ??= planting;
        if (_awaiting is not { } awaiting)
        {
            _file!.Put(text, _record);
            return;
        }

        var defect = (ITextDefect)awaiting.Defect;
        _held.Add(text);
        if (_held.Count < defect.Span)
        {
            return;
        }

        int first = _record - defect.Span + 1;
        foreach (RecordText piece in defect.Plant(_held, awaiting.Turn, _plan!.RandomOf(awaiting)))
        {
            _file!.Put(piece, first);
        }

        _held.Clear();
        _awaiting = null;
    }

    private void PutUnlessNull(RecordText? text)
    {
        if (text is not null)
        {
            _file!.Put(text, _record);
        }
    }
}
