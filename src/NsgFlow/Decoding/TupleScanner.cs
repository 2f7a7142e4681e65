using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NsgFlow.Filtering;
using NsgFlow.Tuples;

namespace NsgFlow.Decoding;

/// <summary>
/// Walks the texts of a <c>flowTuples</c> array: splits each, lets the filter judge it, decodes what passes into the
/// batch and reports what cannot be decoded. The fast and the careful way differ in how they split, in nothing else.
/// </summary>
internal sealed partial class TupleScanner(FlowFilter filter, FlowSink sink, FlowReadSummary summary, DamageTrail trail, FlowReadOptions options, WorkerTables tables)
{
    /// <summary>The two bytes between tuples, as read on a little-endian machine.</summary>
    private const ushort CommaQuote = ',' | ('"' << 8);

    private readonly TupleDecoder _decoder = tables.Decoder;
    private readonly FlowBatch _batch = tables.Batch;
    private readonly TupleFaultReporter _faults = new(sink, summary, trail, options.Source);

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
                    break;
                case ',':
                    if (separated)
                    {
                        ReportDamage(window.Offset);
                    }

                    cursor.Take();
                    separated = true;
                    continue;
                case ']':
                    if (separated && _number > 0)
                    {
                        ReportDamage(window.Offset);
                    }

                    cursor.Take();
                    return ReadStatus.Done;
                default:
                    if (!separated || !JsonCursor.IsScalar(next))
                    {
                        return ReadStatus.Damaged;
                    }

                    status = ScanScalars(cursor, next, out separated);
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
    /// <remarks>
    /// Compiled well at once: code compiled ahead cannot hold the widest vectors, and a start that goes through slow
    /// code first is what those wait for who ask one question.
    /// </remarks>
    /// <param name="window">At an opening quote.</param>
    /// <param name="separated">Whether the window is left at an opening quote.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(ref TupleText tuple, long offset)
    {
        _number++;
        summary.Tuples++;
        if (!TupleLayouts.IsFieldCount(tuple.Count))
        {
            Report(TupleFault.FieldCount, offset, TupleFaultReporter.TextOf(tuple.Text));
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
            Report(fault, offset, TupleFaultReporter.TextOf(tuple.Text));
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
            Report(fault, offset, TupleFaultReporter.TextOf(tuple.Text));
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
            Report(TupleFault.Strict, offset, TupleFaultReporter.TextOf(tuple.Text), row.Deviation | _group.Deviation);
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
        if (trail.TryAdd(offset))
        {
            Flush();
            _faults.ReportDamage(_builder, offset);
        }
    }

    private void Report(TupleFault fault, long offset, string? text, FlowDeviation deviation = FlowDeviation.None)
    {
        // What was decoded before goes first, so that flows and errors come in the order of the source.
        Flush();
        _faults.Report(fault, _builder, _number, offset, text, deviation);
    }
}
