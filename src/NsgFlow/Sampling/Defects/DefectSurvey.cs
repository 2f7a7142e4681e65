namespace NsgFlow.Sampling.Defects;

/// <summary>
/// Goes through a sample before it is written and notes what each record can take, so that places can be chosen over
/// a whole file: eight bytes a record.
/// </summary>
internal sealed class DefectSurvey(SampleOptions options) : IRecordTarget
{
    private List<ulong> _records = [];
    private List<ISampleDefect> _chosen = [];
    private FlowLogKind _kind;

    /// <summary>For each file a number for each record; its bits are those of <see cref="BitOf"/>.</summary>
    public List<ulong[]> Files { get; } = [];

    public static ulong BitOf(ISampleDefect defect) => 1UL << (int)defect.Defect;

    public string PathOf(FlowLogKind kind, string path) => path;

    public void OpenFile(FlowLogKind kind, string path, Stream file)
    {
        _kind = kind;
        _chosen = SampleDefects.ForFile(options, kind, Files.Count);
        _records = [];
    }

    public void Take(SampleNic nic, DateTime time, IReadOnlyList<SampleTuple>[] tuples)
    {
        DraftRecord? draft = null;
        ulong fits = 0;
        foreach (ISampleDefect defect in _chosen)
        {
            bool isFit = defect switch
            {
                ITupleDefect ofTuple => Array.Exists(tuples, list => Fits(ofTuple, list)),
                IRecordDefect ofRecord => ofRecord.Fits(draft ??= new DraftRecord(_kind, nic, time, tuples)),
                _ => true,
            };
            fits |= isFit ? BitOf(defect) : 0;
        }

        _records.Add(fits);
    }

    public SampleTruthFile CloseFile()
    {
        Files.Add([.. _records]);
        return new SampleTruthFile(string.Empty, 0, 0);
    }

    private bool Fits(ITupleDefect defect, IReadOnlyList<SampleTuple> tuples)
    {
        for (int i = 0; i < tuples.Count; i++)
        {
            if (defect.Fits(_kind, tuples[i]))
            {
                return true;
            }
        }

        return false;
    }
}
