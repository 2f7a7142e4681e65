namespace NsgFlow.Sampling.Defects;

/// <summary>A defect at a record of a file.</summary>
/// <param name="Defect">What is planted.</param>
/// <param name="Turn">How often it was planted in the file before.</param>
internal readonly record struct Planting(ISampleDefect Defect, int Turn);

/// <summary>A succession of records of one form.</summary>
/// <param name="First">The first of its records.</param>
/// <param name="Defect">Whose form it is; null for the usual one beside others.</param>
internal sealed record FormStretch(int First, IFormDefect? Defect)
{
    public RecordForm Form => Defect?.Form ?? RecordForm.Usual;
}

/// <summary>Which records of a file are hit by what.</summary>
internal sealed class FilePlan
{
    private readonly Dictionary<int, List<Planting>> _plantings = [];
    private readonly ulong[] _fits;
    private readonly byte[] _tupleDefects;
    private readonly bool[] _isTaken;
    private readonly bool[] _isDamaged;
    private readonly int _seed;
    private readonly ulong _stream;
    private int _free;

    /// <param name="seed">The sample's seed.</param>
    /// <param name="fileIndex">The file's place among those of the sample.</param>
    /// <param name="chosen">What it gets.</param>
    /// <param name="fits">What each of its records can take.</param>
    public FilePlan(int seed, int fileIndex, List<ISampleDefect> chosen, ulong[] fits)
    {
        (_seed, _stream, _fits, _free) = (seed, (1UL << 62) | ((ulong)fileIndex << 16), fits, fits.Length);
        (_tupleDefects, _isTaken, _isDamaged) = (new byte[fits.Length], new bool[fits.Length], new bool[fits.Length]);
        Chosen = chosen;
        PlaceEnds();
        int most = chosen.Select(d => d.Plants).DefaultIfEmpty().Max();
        // What changes a tuple shares records with its like; a fourth of them is kept for it.
        int reserve = chosen.Exists(d => d is ITupleDefect) ? (fits.Length + 3) / 4 : 0;
        for (int turn = 0; turn < most; turn++)
        {
            PlaceAll<ITextDefect>(turn, d => PlaceText(d, turn, reserve));
            PlaceAll<IRecordDefect>(turn, d => PlaceRecord(d, turn, reserve));
        }

        for (int turn = 0; turn < most; turn++)
        {
            PlaceAll<ITupleDefect>(turn, d => PlaceTuple(d, turn));
        }

        Stretches = PlanStretches();
    }

    public List<ISampleDefect> Chosen { get; }

    public List<FormStretch> Stretches { get; }

    /// <summary>What hits a record.</summary>
    public IReadOnlyList<Planting> At(int record) => _plantings.TryGetValue(record, out List<Planting>? found) ? found : [];

    public bool Has(SampleDefect defect) => Chosen.Exists(d => d.Defect == defect);

    /// <summary>The numbers that one planting draws.</summary>
    public SampleRandom RandomOf(Planting planting) =>
        new(_seed, _stream | ((ulong)planting.Defect.Defect << 8) | (uint)planting.Turn);

    /// <summary>The first and the last record, where a file begins or ends inside one.</summary>
    private void PlaceEnds()
    {
        foreach (ITextDefect defect in Chosen.OfType<ITextDefect>().ToList())
        {
            int record = defect.Place == DefectPlace.First ? 0 : _fits.Length - 1;
            if (defect.Place is not (DefectPlace.First or DefectPlace.Last))
            {
                continue;
            }

            if (_isTaken[record])
            {
                // A file of one record cannot lack both its beginning and its end.
                Chosen.Remove(defect);
                continue;
            }

            Plant(defect, turn: 0, record, span: 1);
            _isDamaged[record] = true;
        }
    }

    private void PlaceAll<T>(int turn, Action<T> place)
        where T : ISampleDefect
    {
        foreach (T defect in Chosen.OfType<T>().Where(d => turn < d.Plants))
        {
            place(defect);
        }
    }

    private void PlaceText(ITextDefect defect, int turn, int reserve)
    {
        if (defect.Place is DefectPlace.First or DefectPlace.Last || _free - defect.Span < reserve)
        {
            return;
        }

        bool isAmid = defect.Place == DefectPlace.Amid;
        int record = Find(defect, turn, first =>
        {
            int behind = first + defect.Span;
            return behind <= _fits.Length
                && !_isTaken.AsSpan(first, defect.Span).Contains(true)
                && (!isAmid || (first > 0 && behind < _fits.Length && !_isDamaged[first - 1] && !_isDamaged[behind]));
        });
        if (record >= 0)
        {
            Plant(defect, turn, record, defect.Span);
            _isDamaged.AsSpan(record, defect.Span).Fill(isAmid);
        }
    }

    private void PlaceRecord(IRecordDefect defect, int turn, int reserve)
    {
        if (_free - 1 < reserve)
        {
            return;
        }

        int record = Find(defect, turn, r => !_isTaken[r] && Fits(defect, r));
        if (record >= 0)
        {
            Plant(defect, turn, record, span: 1);
        }
    }

    private void PlaceTuple(ITupleDefect defect, int turn)
    {
        bool CanTake(int r) => !_isTaken[r] && Fits(defect, r);
        int least = int.MaxValue;
        for (int i = 0; i < _fits.Length; i++)
        {
            least = CanTake(i) ? Math.Min(least, _tupleDefects[i]) : least;
        }

        int record = Find(defect, turn, r => CanTake(r) && _tupleDefects[r] == least);
        if (record >= 0)
        {
            Plant(defect, turn, record, span: 0);
            _tupleDefects[record]++;
        }
    }

    private bool Fits(ISampleDefect defect, int record) => (_fits[record] & DefectSurvey.BitOf(defect)) != 0;

    /// <summary>The first record from a random one on that can be taken; -1 where none can.</summary>
    private int Find(ISampleDefect defect, int turn, Predicate<int> canTake)
    {
        // Not the numbers that the planting itself draws.
        var random = new SampleRandom(_seed, _stream | (1UL << 61) | ((ulong)defect.Defect << 8) | (uint)turn);
        int start = random.Next(_fits.Length);
        for (int i = 0; i < _fits.Length; i++)
        {
            int record = (start + i) % _fits.Length;
            if (canTake(record))
            {
                return record;
            }
        }

        return -1;
    }

    private void Plant(ISampleDefect defect, int turn, int record, int span)
    {
        if (!_plantings.TryGetValue(record, out List<Planting>? list))
        {
            _plantings.Add(record, list = []);
        }

        list.Add(new Planting(defect, turn));
        _isTaken.AsSpan(record, span).Fill(true);
        _free -= span;
    }

    /// <summary>
    /// Divides the file evenly among the forms it gets. A beginning or an end that is missing is that of the usual
    /// form.
    /// </summary>
    private List<FormStretch> PlanStretches()
    {
        List<IFormDefect?> forms = [.. Chosen.OfType<IFormDefect>().SelectMany(d => Enumerable.Repeat(d, d.Stretches))];
        if (forms.Count == 0 || Chosen.Exists(d => d.Slot == DefectSlot.Start))
        {
            forms.Insert(0, null);
        }

        if (forms[^1] is not null && Chosen.Exists(d => d.Slot == DefectSlot.End))
        {
            forms.Add(null);
        }

        var stretches = new List<FormStretch>();
        for (int i = 0; i < forms.Count; i++)
        {
            int first = i * _fits.Length / forms.Count;
            if (stretches.Count == 0 || first > stretches[^1].First)
            {
                stretches.Add(new FormStretch(first, forms[i]));
            }
        }

        return stretches;
    }
}
