namespace NsgFlow.Analysis.Deduplication;

/// <summary>How many rows were left out, and why.</summary>
internal sealed class DuplicateCounts
{
    private readonly long[] _fates = new long[(int)RowFate.OtherLog + 1];

    /// <summary>Rows that came too late to be compared.</summary>
    public long Late { get; set; }

    public void Add(RowFate fate) => _fates[(int)fate]++;

    public FlowDuplicates ToDuplicates() => new()
    {
        Repeated = _fates[(int)RowFate.Repeated],
        OtherSecurityGroup = _fates[(int)RowFate.OtherSecurityGroup],
        OtherInterface = _fates[(int)RowFate.OtherInterface],
        OtherLog = _fates[(int)RowFate.OtherLog],
        NotCompared = Late,
    };
}
