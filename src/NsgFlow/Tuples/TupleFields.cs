using System.Runtime.CompilerServices;

namespace NsgFlow.Tuples;

/// <summary>Reads single fields of a tuple. Filters and the decoder of whole tuples share these, so they cannot differ.</summary>
internal static class TupleFields
{
    /// <summary>Numbers below are seconds, from here on milliseconds; no valid time in one unit is one in the other.</summary>
    private const long FirstMillisecondValue = 100_000_000_000;

    private const long Earliest = 978_307_200_000;      // 2001-01-01T00:00:00Z
    private const long AfterLatest = 4_133_980_800_000; // 2101-01-01T00:00:00Z

    /// <summary>The tuple's time in milliseconds since 1970, from seconds or milliseconds by magnitude.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TupleFault Time(in TupleText tuple, out long milliseconds, out bool inSeconds)
    {
        ref byte end = ref tuple.FieldEnd(TupleLayouts.Time, out int length);
        if (!Digits.TryReadLong(ref end, length, out long value))
        {
            milliseconds = 0;
            inSeconds = false;
            return TupleFault.Time;
        }

        inSeconds = value < FirstMillisecondValue;
        milliseconds = inSeconds ? value * 1000 : value;
        return milliseconds is >= Earliest and < AfterLatest ? TupleFault.None : TupleFault.TimeRange;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryPort(in TupleText tuple, int field, out ushort port)
    {
        ref byte end = ref tuple.FieldEnd(field, out int length);
        bool read = Digits.TryReadShort(ref end, length, out uint value) && length <= 5 && value <= ushort.MaxValue;
        port = (ushort)value;
        return read;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryProtocol(in TupleText tuple, out FlowProtocol protocol, out bool isLetter)
    {
        ref byte first = ref tuple.Field(TupleLayouts.Protocol, out int length);
        isLetter = true;
        if (length == 1)
        {
            switch (first)
            {
                case (byte)'T':
                    protocol = FlowProtocol.TCP;
                    return true;
                case (byte)'U':
                    protocol = FlowProtocol.UDP;
                    return true;
            }
        }

        isLetter = false;
        ref byte end = ref Unsafe.Add(ref first, length);
        bool read = Digits.TryReadShort(ref end, length, out uint value) && length <= 3 && value <= byte.MaxValue;
        protocol = (FlowProtocol)value;
        return read;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryDirection(in TupleText tuple, out FlowDirection direction)
    {
        byte letter = tuple.Letter(TupleLayouts.Direction);
        direction = letter == (byte)'O' ? FlowDirection.Outbound : FlowDirection.Inbound;
        return letter is (byte)'I' or (byte)'O';
    }

    /// <summary>Decision and state, which the layouts spread over one or two fields.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TupleFault Verdict(in TupleText tuple, TupleLayout layout, out FlowDecision decision, out FlowState state)
    {
        byte letter = tuple.Letter(TupleLayouts.Verdict);
        if (layout == TupleLayout.VNet)
        {
            state = StateOf(letter);
            decision = state == FlowState.Deny ? FlowDecision.Deny : FlowDecision.Allow;
            return state == FlowState.None ? TupleFault.State : TupleFault.None;
        }

        state = FlowState.None;
        decision = letter == (byte)'D' ? FlowDecision.Deny : FlowDecision.Allow;
        if (letter is not ((byte)'A' or (byte)'D'))
        {
            return TupleFault.Decision;
        }

        if (layout == TupleLayout.NsgV2)
        {
            state = StateOf(tuple.Letter(TupleLayouts.Eighth));
            return state is FlowState.None or FlowState.Deny ? TupleFault.State : TupleFault.None;
        }

        return TupleFault.None;
    }

    /// <summary>Reads a counter into <paramref name="value"/>. An empty field is no number: it is left out of <paramref name="known"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryCounter(in TupleText tuple, int field, FlowCounters counter, ref FlowCounters known, out long value)
    {
        ref byte end = ref tuple.FieldEnd(field, out int length);
        if (length == 0)
        {
            value = 0;
            return true;
        }

        known |= counter;
        return Digits.TryReadLong(ref end, length, out value);
    }

    private static FlowState StateOf(byte letter) => letter switch
    {
        (byte)'B' => FlowState.Begin,
        (byte)'C' => FlowState.Continue,
        (byte)'E' => FlowState.End,
        (byte)'D' => FlowState.Deny,
        _ => FlowState.None,
    };
}
