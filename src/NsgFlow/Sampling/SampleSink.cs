namespace NsgFlow.Sampling;

/// <summary>Is told of each tuple once its place is known, in the order of the file.</summary>
/// <param name="row">What a decoder has to read at <see cref="FlowRow.Offset"/>.</param>
/// <param name="group">What the tuple's record and group say; its source is the file's relative path.</param>
/// <param name="flow">The number of the flow: one number through begin, continue and end.</param>
internal delegate void SampleSink(in FlowRow row, FlowGroup group, long flow);

/// <summary>Holds the tuples of the record under way until their offsets are known.</summary>
internal sealed class SampleRecordSink
{
    private readonly FlowLogKind _kind;
    private readonly SampleNic _nic;
    private readonly SampleSink _sink;
    private readonly List<(int Place, SampleTuple Tuple)>[] _held = new List<(int, SampleTuple)>[SampleRules.Count];

    public SampleRecordSink(FlowLogKind kind, SampleNic nic, SampleSink sink)
    {
        _kind = kind;
        _nic = nic;
        _sink = sink;
        for (int i = 0; i < _held.Length; i++)
        {
            _held[i] = [];
        }
    }

    /// <param name="rule">The rule's index.</param>
    /// <param name="place">Where the tuple's first character stands in its group's text.</param>
    /// <param name="tuple">The tuple.</param>
    public void Hold(int rule, int place, in SampleTuple tuple) => _held[rule].Add((place, tuple));

    /// <param name="rule">The rule's index.</param>
    /// <param name="offset">Where the group's text stands in the file.</param>
    /// <param name="path">The file.</param>
    /// <param name="recordTime">When the record was written.</param>
    public void Send(int rule, long offset, string path, DateTime recordTime)
    {
        FlowGroup group = SampleGroup.Of(_kind, _nic, rule, path, new DateTimeOffset(recordTime), _nic.MacAddress);
        foreach ((int place, SampleTuple tuple) in _held[rule])
        {
            _sink(tuple.ToRow(_kind, offset + place), group, tuple.Flow);
        }

        _held[rule].Clear();
    }
}
