using System.Buffers.Text;

namespace NsgFlow.Sampling;

/// <summary>
/// Lays the tuples of one network interface into records and files as Azure does. It holds one record at a time,
/// so its memory does not depend on the size of the sample.
/// </summary>
internal sealed class RecordWriter
{
    /// <summary>Azure splits a minute into several records of the same time at about this many bytes.</summary>
    public const int RecordLimit = 32_200;

    private const int TimeLength = 28;
    private readonly FlowLogKind _kind;
    private readonly SampleNic _nic;
    private readonly SampleTruth _truth;
    private readonly SampleRecordSink? _sink;
    private readonly IRecordTarget? _target;
    private readonly List<SampleTuple>[]? _tuples;
    private readonly CancellationToken _stop;
    private readonly RecordFrame _frame;
    private readonly GroupText[] _groups = new GroupText[SampleRules.Count];
    private readonly byte[] _tuple = new byte[TupleText.MaximumLength];
    private readonly byte[] _record = new byte[RecordLimit];
    private readonly int _emptyLength;
    private Stream? _file;
    private string _path = string.Empty;
    private DateTime _recordTime;
    private long _fileLength;
    private long _tuplesBefore;
    private int _pending;

    /// <param name="kind">The format.</param>
    /// <param name="nic">The network interface.</param>
    /// <param name="truth">Counts what is written.</param>
    /// <param name="sink">Is told of each tuple, or null.</param>
    /// <param name="target">Takes the records in place of the files, or null; it tells the sink itself.</param>
    /// <param name="stop">Ends the work between two records.</param>
    public RecordWriter(FlowLogKind kind, SampleNic nic, SampleTruth truth, SampleSink? sink, IRecordTarget? target, CancellationToken stop)
    {
        _kind = kind;
        _nic = nic;
        _truth = truth;
        _target = target;
        _tuples = target is null ? null : [.. Enumerable.Range(0, SampleRules.Count).Select(_ => new List<SampleTuple>())];
        _sink = sink is null || target is not null ? null : new SampleRecordSink(kind, nic, sink);
        _stop = stop;
        _frame = new RecordFrame(kind, nic);
        for (int i = 0; i < _groups.Length; i++)
        {
            _groups[i] = new GroupText();
        }

        _emptyLength = RecordFrame.BeforeTime.Length + TimeLength + _frame.AfterTime.Length + RecordFrame.RecordClose.Length;
        truth.Macs.Add(nic.MacAddress);
    }

    /// <summary>Bytes of all files so far, with the record under way.</summary>
    public long Written { get; private set; }

    public void OpenFile(string path, Stream file)
    {
        if (_target is not null)
        {
            _target.OpenFile(_kind, path, file);
            return;
        }

        _file = file;
        _path = path;
        _fileLength = 0;
        _tuplesBefore = _truth.Tuples;
        Put("{\"records\":["u8);
    }

    public void CloseFile()
    {
        if (_target is not null)
        {
            _truth.Files.Add(_target.CloseFile());
            return;
        }

        Put("]}"u8);
        _truth.Files.Add(new SampleTruthFile(_path, _fileLength, _truth.Tuples - _tuplesBefore));
        _file = null;
    }

    /// <summary>Begins the record of a minute. A minute without tuples leaves no record.</summary>
    public void BeginMinute(DateTime recordTime) => _recordTime = recordTime;

    public void EndMinute()
    {
        if (_pending > 0)
        {
            FlushRecord();
        }
    }

    public void Add(int rule, in SampleTuple tuple)
    {
        int length = TupleText.Write(_tuple, _kind, tuple);
        int cost = Cost(rule, length);
        if (_pending > 0 && _pending + cost > RecordLimit)
        {
            FlushRecord();
            cost = Cost(rule, length);
        }

        if (_pending == 0)
        {
            // The comma before a record belongs to no record; it is not held against the limit.
            _pending = _emptyLength;
            Written += _emptyLength + 1;
        }

        int place = _groups[rule].Add(_tuple.AsSpan(0, length));
        _pending += cost;
        Written += cost;
        _truth.Count(_kind, tuple, rule);
        _sink?.Hold(rule, place, tuple);
        _tuples?[rule].Add(tuple);
    }

    /// <summary>The bytes that one more tuple adds to the record.</summary>
    private int Cost(int rule, int length) => _groups[rule].IsEmpty
        ? length + 2 + _frame.GroupOpen(rule).Length + RecordFrame.GroupClose.Length + (_pending > 0 ? 1 : 0)
        : length + 3;

    private void FlushRecord()
    {
        _stop.ThrowIfCancellationRequested();
        if (_target is not null)
        {
            HandOver(_target);
            return;
        }

        if (_fileLength > "{\"records\":["u8.Length)
        {
            Put(","u8);
        }

        int at = Append(0, RecordFrame.BeforeTime);
        Utf8Formatter.TryFormat(_recordTime, _record.AsSpan(at), out _, 'O');
        at = Append(at + TimeLength, _frame.AfterTime);
        GroupText? first = null;
        GroupText? last = null;
        for (int rule = 0; rule < _groups.Length; rule++)
        {
            GroupText group = _groups[rule];
            if (group.IsEmpty)
            {
                continue;
            }

            if (first is not null)
            {
                _record[at++] = (byte)',';
            }

            at = Append(at, _frame.GroupOpen(rule));
            _sink?.Send(rule, _fileLength + at, _path, _recordTime);
            at = Append(at, group.Text);
            at = Append(at, RecordFrame.GroupClose);
            first ??= group;
            last = group;
        }

        at = Append(at, RecordFrame.RecordClose);
        _truth.CountRecord(_kind, first!.FirstTuple, last!.LastTuple);
        Put(_record.AsSpan(0, at));
        Clear();
    }

    private void HandOver(IRecordTarget target)
    {
        target.Take(_nic, _recordTime, _tuples!);
        _truth.CountRecord(_kind, Array.Find(_groups, g => !g.IsEmpty)!.FirstTuple, Array.FindLast(_groups, g => !g.IsEmpty)!.LastTuple);
        Array.ForEach(_tuples!, list => list.Clear());
        Clear();
    }

    private void Clear()
    {
        foreach (GroupText group in _groups)
        {
            group.Clear();
        }

        _pending = 0;
    }

    private int Append(int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(_record.AsSpan(at));
        return at + text.Length;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _file!.Write(bytes);
        _fileLength += bytes.Length;
    }
}
