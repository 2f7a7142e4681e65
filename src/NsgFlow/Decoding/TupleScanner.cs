using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NsgFlow.Filtering;
using NsgFlow.Tuples;

namespace NsgFlow.Decoding;

/// <summary>
/// Walks the texts of a <c>flowTuples</c> array: splits each, lets the filter judge it, decodes what passes into the
/// batch and reports what cannot be decoded. The fast and the careful way differ in how they split, in nothing else.
/// </summary>
internal sealed class TupleScanner(FlowFilter filter, FlowSink sink, FlowReadSummary summary, FlowReadOptions options, WorkerTables tables)
{
    /// <summary>The longest tuple that can be one is about 220 bytes; unicode escapes make six bytes of one.</summary>
    private const int LongestTuple = 2048;

    /// <summary>The two bytes between tuples, as read on a little-endian machine.</summary>
    private const ushort CommaQuote = ',' | ('"' << 8);

    private readonly TupleDecoder _decoder = tables.Decoder;
    private readonly FlowBatch _batch = tables.Batch;

    // A byte that is no UTF-8 becomes a character of three.
    private readonly byte[] _unescaped = new byte[(3 * LongestTuple) + (2 * ByteWindow.Padding)];
    /// <summary>Where most tuples are decoded whole, or bits cannot be selected, splitting first saves a look.</summary>
    private readonly bool _splitsAtOnce = filter.AcceptsAll || options.Strict || !TupleSplitter.CanFindEnd;

    private readonly bool _fast = TupleSplitter.IsFast && !options.AvoidVectors;

    private GroupBuilder _builder = null!;
    private FlowGroup _group = null!;
    private bool _groupPasses;
    private long _number;
    private FlowLogKind _comparedKind;
    private FlowDeviation _versionDeviation;
    private long _newest = long.MinValue;

    /// <summary>Reads the tuples of an array whose opening bracket was taken.</summary>
    public ReadStatus Scan(JsonCursor cursor, GroupBuilder group)
    {
        Begin(group);
        ByteWindow window = cursor.Window;
        bool separated = true;
        while (true)
        {
            int next = cursor.Peek();
            switch (next)
            {
                case -1:
                    return ReadStatus.Cut;
                case '"':
                    if (!separated)
                    {
                        ReportDamage(window.Offset);
                    }

                    if (_fast)
                    {
                        ScanFast(window, ref separated);
                    }

                    if ((separated || !_fast) && !ScanCarefully(cursor))
                    {
                        return ReadStatus.Cut;
                    }

                    separated = false;
                    break;
                case ',':
                    if (separated)
                    {
                        ReportDamage(window.Offset);
                    }

                    cursor.Take();
                    separated = true;
                    break;
                case ']':
                    if (separated && _number > 0)
                    {
                        ReportDamage(window.Offset);
                    }

                    cursor.Take();
                    return ReadStatus.Done;
                default:
                    if (next is '{' or '[' or '}')
                    {
                        return ReadStatus.Damaged;
                    }

                    long offset = window.Offset;
                    ReadStatus status = cursor.SkipValue(next);
                    if (status != ReadStatus.Done)
                    {
                        return status;
                    }

                    _number++;
                    summary.Tuples++;
                    Report(TupleFault.NotText, offset, text: null);
                    separated = false;
                    break;
            }
        }
    }

    /// <summary>Hands over what the batch holds.</summary>
    public void Flush()
    {
        summary.NewestTime = Math.Max(summary.NewestTime, _newest);
        if (_batch.Count > 0)
        {
            sink.Accept(_batch);
            _batch.Clear();
        }
    }

    private void Begin(GroupBuilder group)
    {
        _builder = group;
        _group = group.Build(options.Source);
        _groupPasses = filter.Accepts(_group);
        _number = 0;
        _comparedKind = (FlowLogKind)byte.MaxValue;
    }

    /// <summary>
    /// Takes tuple after tuple as long as each is plain, whole in view and followed by comma and quote. Leaves the
    /// window at the first that is not, or behind the last one taken.
    /// </summary>
    /// <param name="window">At an opening quote.</param>
    /// <param name="separated">Whether the window is left at an opening quote.</param>
    private void ScanFast(ByteWindow window, ref bool separated)
    {
        ref byte origin = ref MemoryMarshal.GetReference(window.Bytes);
        int end = window.End;
        int position = window.Position + 1;
        separated = true;
        TupleText tuple = default;
        while (true)
        {
            tuple.Start = ref Unsafe.Add(ref origin, position);
            if (!TupleSplitter.TrySplitFast(ref tuple) || position + tuple.Length >= end)
            {
                break;
            }

            Take(ref tuple, window.OffsetOf(position));
            position += tuple.Length + 1;
            if (position + 1 >= end || Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref origin, position)) != CommaQuote)
            {
                window.Mark = position - tuple.Length - 2;
                window.Position = position;
                separated = false;
                return;
            }

            position += 2;
        }

        window.Position = position - 1;
    }

    /// <summary>Takes one tuple whatever it looks like; false where the source ends inside it.</summary>
    private bool ScanCarefully(JsonCursor cursor)
    {
        long offset = cursor.Window.Offset + 1;
        TextStatus status = cursor.ReadText(out ReadOnlySpan<byte> raw, out bool escaped);
        if (status == TextStatus.Cut)
        {
            return false;
        }

        if (status == TextStatus.TooLong || raw.Length > LongestTuple)
        {
            _number++;
            summary.Tuples++;
            Report(TupleFault.TooLong, offset, raw.IsEmpty ? null : TextOf(raw));
            return true;
        }

        TupleText tuple = default;
        if (escaped)
        {
            int written = System.Text.Encoding.UTF8.GetBytes(TextTable.Decode(raw, escaped), _unescaped.AsSpan(ByteWindow.Padding, 3 * LongestTuple));
            tuple.Start = ref _unescaped[ByteWindow.Padding];
            tuple.Length = written;
        }
        else
        {
            tuple.Start = ref MemoryMarshal.GetReference(raw);
            tuple.Length = raw.Length;
        }

        TupleSplitter.SplitCarefully(ref tuple);
        Take(ref tuple, offset);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(ref TupleText tuple, long offset)
    {
        _number++;
        summary.Tuples++;
        if (!TupleLayouts.IsFieldCount(tuple.Count))
        {
            Report(TupleFault.FieldCount, offset, TextOf(tuple.Text));
            return;
        }

        if (!tuple.IsSplit && _splitsAtOnce)
        {
            TupleSplitter.Split(ref tuple);
        }

        // Strictness checks every field of every tuple, wanted or not; else only what passes is read whole.
        if (options.Strict ? TryDecode(ref tuple, offset) && Passes(tuple, offset) : Passes(tuple, offset) && TryDecode(ref tuple, offset))
        {
            Keep(offset);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Passes(in TupleText tuple, long offset)
    {
        if (!_groupPasses)
        {
            return false;
        }

        if (filter.AcceptsAll
            || filter.Accepts(tuple, _builder.Flow.Container, _decoder.Addresses, ref _newest, out TupleFault fault))
        {
            return true;
        }

        if (fault != TupleFault.None)
        {
            Report(fault, offset, TextOf(tuple.Text));
        }

        return false;
    }

    /// <summary>Decodes a tuple into the batch's next row, or reports why not.</summary>
    private bool TryDecode(ref TupleText tuple, long offset)
    {
        if (!tuple.IsSplit)
        {
            TupleSplitter.Split(ref tuple);
        }

        ref FlowRow row = ref _batch.Next;
        TupleFault fault = _decoder.Decode(tuple, _builder.Flow.Container, ref row);
        if (fault != TupleFault.None)
        {
            Report(fault, offset, TextOf(tuple.Text));
            return false;
        }

        if (row.Kind != _comparedKind)
        {
            _comparedKind = row.Kind;
            _versionDeviation = _builder.Flow.Record.Version.Compare(row.Kind);
        }

        row.Deviation |= _versionDeviation;
        if (options.Strict && (row.Deviation | _group.Deviation) != FlowDeviation.None)
        {
            Report(TupleFault.Strict, offset, TextOf(tuple.Text), row.Deviation | _group.Deviation);
            return false;
        }

        return true;
    }

    private void Keep(long offset)
    {
        ref FlowRow row = ref _batch.Next;
        row.Group = _group;
        row.Offset = offset;
        _batch.Commit();
        if (_batch.IsFull)
        {
            Flush();
        }
    }

    private void ReportDamage(long offset)
    {
        Flush();
        summary.Faults++;
        sink.Report(new FlowFault
        {
            Kind = FlowFaultKind.DamagedJson,
            Source = options.Source,
            Offset = offset,
            RecordNumber = _builder.Flow.Record.Number,
        });
    }

    private void Report(TupleFault fault, long offset, string? text, FlowDeviation deviation = FlowDeviation.None)
    {
        // What was decoded before goes first, so that flows and errors come in the order of the source.
        Flush();
        summary.Faults++;
        sink.Report(new FlowFault
        {
            Kind = FlowFaultKind.InvalidTuple,
            Source = options.Source,
            Offset = offset,
            Tuple = fault,
            RecordNumber = _builder.Flow.Record.Number,
            FlowNumber = _builder.Flow.Number,
            GroupNumber = _builder.Number,
            TupleNumber = _number,
            Text = text,
            Deviation = deviation,
        });
    }

    private static string TextOf(ReadOnlySpan<byte> text)
    {
        // Four bytes are the most that one character takes.
        string decoded = TextTable.Decode(text[..Math.Min(text.Length, 4 * FlowFault.LongestText)], escaped: false);
        return decoded.Length > FlowFault.LongestText ? decoded[..FlowFault.LongestText] : decoded;
    }
}
