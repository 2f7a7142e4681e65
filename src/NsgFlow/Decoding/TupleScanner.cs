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

    /// <summary>How far behind a text its comma is looked for.</summary>
    private const int FarthestEnd = 64;

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
        bool reported = false;
        while (true)
        {
            int next = cursor.Peek();
            ReadStatus status;
            switch (next)
            {
                case -1:
                    return ReadStatus.Cut;
                case '"':
                    if (!separated)
                    {
                        if (!Anchors.IsTupleNext(window))
                        {
                            return ReadStatus.Damaged;
                        }

                        ReportDamage(window.Offset);
                    }

                    status = ReadStatus.Done;
                    if (_fast)
                    {
                        ScanFast(window, ref separated);
                    }

                    if (separated || !_fast)
                    {
                        status = ScanCarefully(cursor);
                    }

                    separated = false;
                    reported = false;
                    break;
                case ',':
                    if (separated && !reported)
                    {
                        reported = true;
                        ReportDamage(window.Offset);
                    }

                    cursor.Take();
                    separated = true;
                    continue;
                case ']':
                    if (separated && !reported && _number > 0)
                    {
                        ReportDamage(window.Offset);
                    }

                    cursor.Take();
                    return ReadStatus.Done;
                default:
                    if (!separated || next is '{' or '[' or '}')
                    {
                        return ReadStatus.Damaged;
                    }

                    status = ScanScalar(cursor, next);
                    separated = false;
                    break;
            }

            if (status != ReadStatus.Done)
            {
                return status;
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
            if (!TupleSplitter.TrySplitFast(ref tuple) || position + tuple.Length + 1 >= end)
            {
                break;
            }

            ref byte behind = ref Unsafe.Add(ref origin, position + tuple.Length + 1);
            if (position + tuple.Length + 2 >= end || Unsafe.ReadUnaligned<ushort>(ref behind) != CommaQuote)
            {
                if (behind is not ((byte)',' or (byte)']'))
                {
                    break;
                }

                Take(ref tuple, window.OffsetOf(position));
                window.Mark = position;
                window.Position = position + tuple.Length + 1;
                separated = false;
                return;
            }

            Take(ref tuple, window.OffsetOf(position));
            position += tuple.Length + 3;
        }

        window.Position = position - 1;
    }

    /// <summary>Takes one tuple whatever it looks like. A text that nothing of a list follows may be none.</summary>
    private ReadStatus ScanCarefully(JsonCursor cursor)
    {
        ByteWindow window = cursor.Window;
        long offset = window.Offset + 1;
        TextStatus status = cursor.ReadText(out ReadOnlySpan<byte> raw, out bool escaped);
        if (status == TextStatus.Cut)
        {
            return ReadStatus.Cut;
        }

        // The text is done with, but its last quote may be the first of another. Looking on may move the bytes in view.
        window.Mark++;
        int length = raw.Length;
        string? beginning = length > LongestTuple ? TextOf(raw) : null;
        bool isElement = IsEndOfElement(window);
        if (status == TextStatus.TooLong || length > LongestTuple)
        {
            if (!isElement)
            {
                return DamagedAt(cursor);
            }

            _number++;
            summary.Tuples++;
            Report(TupleFault.TooLong, offset, beginning);
            return ReadStatus.Done;
        }

        raw = window.Bytes.Slice(window.Mark, length);
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
        if (!isElement && !TupleLayouts.IsFieldCount(tuple.Count))
        {
            return DamagedAt(cursor);
        }

        Take(ref tuple, offset);
        return isElement ? ReadStatus.Done : DamagedAt(cursor);
    }

    /// <summary>What stands behind the white space is the damage.</summary>
    private static ReadStatus DamagedAt(JsonCursor cursor)
    {
        cursor.Peek();
        return ReadStatus.Damaged;
    }

    /// <summary>Passes over a number or a literal, which is no tuple.</summary>
    private ReadStatus ScanScalar(JsonCursor cursor, int first)
    {
        long offset = cursor.Window.Offset;
        ReadStatus status = cursor.SkipScalar(first);
        if (status != ReadStatus.Done)
        {
            return status;
        }

        if (cursor.Peek() is not (',' or ']' or -1))
        {
            return ReadStatus.Damaged;
        }

        _number++;
        summary.Tuples++;
        Report(TupleFault.NotText, offset, text: null);
        return ReadStatus.Done;
    }

    /// <summary>Whether what comes next may follow an element, as far as can be seen from here.</summary>
    private static bool IsEndOfElement(ByteWindow window)
    {
        window.Ensure(FarthestEnd);
        ReadOnlySpan<byte> view = window.View[..Math.Min(window.Available, FarthestEnd)];
        int space = view.IndexOfAnyExcept(" \r\n\t"u8);
        return space < 0 || view[space] is (byte)',' or (byte)']' || (view[space] == (byte)'"' && Anchors.IsTupleNext(window, space));
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
