namespace NsgFlow.Analysis.Measuring;

/// <summary>
/// A count for each group of a table. Apart from the table, because the pipeline's thread counts while a worker goes on
/// with the table.
/// </summary>
internal sealed class GroupCounts
{
    private long[] _counts = [];

    public long this[int group] => group < _counts.Length ? _counts[group] : 0;

    public void Increment(int group) => Add(group, 1);

    public void Add(int group, long count)
    {
        if (group >= _counts.Length)
        {
            Array.Resize(ref _counts, Math.Max(group + 1, _counts.Length * 2));
        }

        _counts[group] += count;
    }
}
