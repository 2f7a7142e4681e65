namespace NsgFlow.Analysis.Deduplication;

/// <summary>How many rows were left out, and why.</summary>
internal sealed class DuplicateCounts
{
    private readonly long[] _fates = new long[(int)RowFate.OtherLog + 1];

    /// <summary>Rows that came too late to be compared.</summary>
    public long Late { get; set; }

    public void Add(RowFate fate) => _fates[(int)fate]++;

    public void Add(DuplicateCounts other)
    {
        Late += other.Late;
        for (int fate = 0; fate < _fates.Length; fate++)
        {
            _fates[fate] += other._fates[fate];
        }
    }

    public FlowDuplicates ToDuplicates() => new()
    {
        Repeated = _fates[(int)RowFate.Repeated],
        OtherSecurityGroup = _fates[(int)RowFate.OtherSecurityGroup],
        OtherInterface = _fates[(int)RowFate.OtherInterface],
        OtherLog = _fates[(int)RowFate.OtherLog],
        NotCompared = Late,
    };
}

/// <summary>The counts of all jobs, which end on several threads.</summary>
internal sealed class SharedDuplicateCounts
{
    private readonly DuplicateCounts _counts = new();

    public void Add(DuplicateCounts counts)
    {
        lock (_counts)
        {
            _counts.Add(counts);
        }
    }

    public FlowDuplicates ToDuplicates()
    {
        lock (_counts)
        {
            return _counts.ToDuplicates();
        }
    }
}
