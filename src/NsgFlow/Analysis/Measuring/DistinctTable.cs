using NsgFlow.Streaming;

namespace NsgFlow.Analysis.Measuring;

/// <summary>The counters of different values of each group of a table.</summary>
internal sealed class DistinctTable(MeasureOptions options)
{
    /// <summary>How many values all counters together keep at most; about 100 MB. A counter that estimates counts as full.</summary>
    public const long MostKept = 4 * 1024 * 1024;

    private readonly MeasureField[] _fields = [.. options.Distinct];
    private readonly ValueHash _hash = new(options);
    private readonly ulong?[] _shared = new ulong?[options.Distinct.Count];
    private readonly List<DistinctCounter?[]?> _groups = [];
    private long _kept;

    /// <summary>To be called where rows of another group of tuples begin.</summary>
    public void Begin(FlowGroup group)
    {
        for (int i = 0; i < _fields.Length; i++)
        {
            _shared[i] = KeyLayout.IsOfGroup(_fields[i]) ? ValueHash.Of(_fields[i], group) : null;
        }
    }

    public void Add(in FlowRow row, int group)
    {
        DistinctCounter?[] counters = CountersOf(group);
        for (int i = 0; i < counters.Length; i++)
        {
            if ((KeyLayout.IsOfGroup(_fields[i]) ? _shared[i] : _hash.Of(_fields[i], in row)) is { } hash)
            {
                DistinctCounter counter = counters[i] ??= new DistinctCounter();
                int before = counter.Kept;
                counter.Add(hash);
                Grow(counter.Kept - before);
            }
        }
    }

    /// <summary>Adds what another table has of one of its groups to a group of this one.</summary>
    public void Merge(DistinctTable other, int group, int own)
    {
        if (group >= other._groups.Count || other._groups[group] is not { } theirs)
        {
            return;
        }

        DistinctCounter?[] counters = CountersOf(own);
        for (int i = 0; i < counters.Length; i++)
        {
            if (theirs[i] is { } counter)
            {
                int before = counters[i]?.Kept ?? 0;
                (counters[i] ??= new DistinctCounter()).Merge(counter);
                Grow(counters[i]!.Kept - before);
            }
        }
    }

    public FlowDistinctCount[]? CountsOf(int group) => _fields.Length == 0 ? null :
    [
        .. _fields.Select((field, i) =>
        {
            DistinctCounter? counter = group < _groups.Count ? _groups[group]?[i] : null;
            return new FlowDistinctCount(field.ToString(), counter?.Count ?? 0, counter?.IsEstimate ?? false);
        }),
    ];

    private DistinctCounter?[] CountersOf(int group)
    {
        while (_groups.Count <= group)
        {
            _groups.Add(null);
        }

        return _groups[group] ??= new DistinctCounter?[_fields.Length];
    }

    /// <summary>A part never keeps more than the whole, so that the bound is passed for any number of workers or for none.</summary>
    private void Grow(int more)
    {
        _kept += more;
        if (_kept > MostKept)
        {
            throw new FlowCollectorException("TooManyDistinct", MostKept);
        }
    }
}
