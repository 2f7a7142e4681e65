namespace NsgFlow.Analysis.Measuring;

/// <summary>What makes a group heavy: the sum that groups are sorted by.</summary>
internal sealed class HeavyWeight(MeasureField measure)
{
    /// <summary>Whether a measure is a sum over rows.</summary>
    public static bool IsSum(MeasureField measure) => measure
        is MeasureField.Rows or MeasureField.Flows or MeasureField.Allowed or MeasureField.Denied
        or MeasureField.PacketsSent or MeasureField.BytesSent or MeasureField.PacketsReceived or MeasureField.BytesReceived
        or MeasureField.Packets or MeasureField.Bytes;

    public long Of(in FlowRow row)
    {
        FlowTally one = FlowTally.Empty;
        one.Add(in row);
        return Of(in one);
    }

    public long Of(in FlowTally tally) => measure switch
    {
        MeasureField.Rows => tally.Rows,
        MeasureField.Allowed => tally.Allowed,
        MeasureField.Denied => tally.Denied,
        MeasureField.PacketsSent => tally.PacketsSent,
        MeasureField.BytesSent => tally.BytesSent,
        MeasureField.PacketsReceived => tally.PacketsReceived,
        MeasureField.BytesReceived => tally.BytesReceived,
        MeasureField.Packets => Add(tally.PacketsSent, tally.PacketsReceived),
        MeasureField.Bytes => Add(tally.BytesSent, tally.BytesReceived),
        _ => tally.Allowed + tally.Denied,
    };

    /// <summary>A sum that stops at 63 bits: what is that heavy stays the heaviest.</summary>
    public static long Add(long one, long other)
    {
        long sum = unchecked(one + other);
        return sum < 0 ? long.MaxValue : sum;
    }
}
