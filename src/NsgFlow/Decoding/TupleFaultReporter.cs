using NsgFlow.Tuples;

namespace NsgFlow.Decoding;

/// <summary>Makes faults of what was wrong inside a list of tuples, each with its place.</summary>
internal sealed class TupleFaultReporter(FlowSink sink, FlowReadSummary summary, DamageTrail trail, string? source)
{
    /// <summary>Reports damage that the trail has taken for new.</summary>
    public void ReportDamage(GroupBuilder group, long offset)
    {
        summary.Faults++;
        sink.Report(new FlowFault
        {
            Kind = FlowFaultKind.DamagedJson,
            Source = source,
            Offset = offset,
            RecordNumber = group.Flow.Record.Number,
        });
    }

    /// <summary>Reports a tuple that cannot be decoded.</summary>
    /// <param name="fault">Why not.</param>
    /// <param name="group">What it stands in.</param>
    /// <param name="number">Its place in the list, from 1.</param>
    /// <param name="offset">The offset of its first byte.</param>
    /// <param name="text">How it begins.</param>
    /// <param name="deviation">What departs from the format, where that is the fault.</param>
    public void Report(TupleFault fault, GroupBuilder group, long number, long offset, string? text, FlowDeviation deviation)
    {
        if (fault is TupleFault.FieldCount or TupleFault.TooLong or TupleFault.NotText)
        {
            trail.Discount();
        }

        summary.Faults++;
        sink.Report(new FlowFault
        {
            Kind = FlowFaultKind.InvalidTuple,
            Source = source,
            Offset = offset,
            Tuple = fault,
            RecordNumber = group.Flow.Record.Number,
            FlowNumber = group.Flow.Number,
            GroupNumber = group.Number,
            TupleNumber = number,
            Text = text,
            Deviation = deviation,
        });
    }

    /// <summary>As much of a text as a fault carries.</summary>
    public static string TextOf(ReadOnlySpan<byte> text)
    {
        // Four bytes are the most that one character takes.
        string decoded = TextTable.Decode(text[..Math.Min(text.Length, 4 * FlowFault.LongestText)], escaped: false);
        return decoded.Length > FlowFault.LongestText ? decoded[..FlowFault.LongestText] : decoded;
    }
}
