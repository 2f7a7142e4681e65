using System.Runtime.CompilerServices;
using NsgFlow.Filtering;
using NsgFlow.Tuples;

namespace NsgFlow.Decoding;

/// <summary>Turns the split text of a tuple into a row, checking every field that is wanted. One per worker.</summary>
internal sealed class TupleDecoder(FlowFilter filter, TextTable texts, FlowColumns columns)
{
    public AddressTable Addresses { get; } = new(filter.Judge);

    public TupleFault Decode(in TupleText tuple, TupleContainer container, ref FlowRow row)
    {
        TupleFault fault = TupleLayouts.Resolve(tuple, container, out TupleLayout layout, out FlowDeviation deviation);
        if (fault != TupleFault.None)
        {
            return fault;
        }

        bool inSeconds = layout != TupleLayout.VNet;
        bool isLetter = inSeconds;
        if (Wants(FlowColumns.Time))
        {
            fault = TupleFields.Time(tuple, out row.TimeMilliseconds, out inSeconds);
            if (fault != TupleFault.None)
            {
                return fault;
            }
        }

        fault = DecodeEnds(tuple, ref row);
        if (fault != TupleFault.None)
        {
            return fault;
        }

        if (Wants(FlowColumns.Protocol) && !TupleFields.TryProtocol(tuple, out row.Protocol, out isLetter))
        {
            return TupleFault.Protocol;
        }

        if (Wants(FlowColumns.Direction) && !TupleFields.TryDirection(tuple, out row.Direction))
        {
            return TupleFault.Direction;
        }

        if (Wants(FlowColumns.Verdict))
        {
            fault = TupleFields.Verdict(tuple, layout, out row.Decision, out row.State);
            if (fault != TupleFault.None)
            {
                return fault;
            }
        }

        if (Wants(FlowColumns.Connection & ~FlowColumns.All))
        {
            fault = DecodeConnection(tuple, ref row);
            if (fault != TupleFault.None)
            {
                return fault;
            }
        }

        row.Deviation = deviation | Departures(layout, inSeconds, isLetter);
        return DecodeRest(tuple, layout, ref row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Wants(FlowColumns column) => (columns & column) != 0;

    private TupleFault DecodeEnds(in TupleText tuple, ref FlowRow row)
    {
        if (Wants(FlowColumns.Addresses))
        {
            TupleFault fault = DecodeAddresses(tuple, ref row);
            if (fault != TupleFault.None)
            {
                return fault;
            }
        }

        if (Wants(FlowColumns.SourcePort) && !TupleFields.TryPort(tuple, TupleLayouts.SourcePort, out row.SourcePort))
        {
            return TupleFault.SourcePort;
        }

        return !Wants(FlowColumns.DestinationPort) || TupleFields.TryPort(tuple, TupleLayouts.DestinationPort, out row.DestinationPort)
            ? TupleFault.None
            : TupleFault.DestinationPort;
    }

    private TupleFault DecodeAddresses(in TupleText tuple, ref FlowRow row)
    {
        InternedAddress? source = Addresses.Find(ref tuple.Field(TupleLayouts.Source, out int length), length);
        if (source is null)
        {
            return TupleFault.SourceAddress;
        }

        InternedAddress? destination = Addresses.Find(ref tuple.Field(TupleLayouts.Destination, out length), length);
        if (destination is null)
        {
            return TupleFault.DestinationAddress;
        }

        row.Source = source;
        row.Destination = destination;
        return TupleFault.None;
    }

    /// <summary>Hashes what names the connection. Mostly two IPv4 addresses, for which no table needs to be asked.</summary>
    private TupleFault DecodeConnection(in TupleText tuple, ref FlowRow row)
    {
        if (!Wants(FlowColumns.Addresses))
        {
            if (IPv4Text.TryParse(ref tuple.Field(TupleLayouts.Source, out int length), length, out uint sourceNumber)
                && IPv4Text.TryParse(ref tuple.Field(TupleLayouts.Destination, out length), length, out uint destinationNumber))
            {
                row.Connection = KeyHash.OfKey(sourceNumber, destinationNumber, in row);
                return TupleFault.None;
            }

            TupleFault fault = DecodeAddresses(tuple, ref row);
            if (fault != TupleFault.None)
            {
                return fault;
            }
        }

        row.Connection = KeyHash.OfKey(in row);
        return TupleFault.None;
    }

    private static FlowDeviation Departures(TupleLayout layout, bool inSeconds, bool isLetter) => layout switch
    {
        TupleLayout.VNet => (inSeconds ? FlowDeviation.TimeUnit : 0) | (isLetter ? FlowDeviation.LetterProtocol : 0),
        TupleLayout.Ten => FlowDeviation.None,
        _ => (inSeconds ? 0 : FlowDeviation.TimeUnit) | (isLetter ? 0 : FlowDeviation.NumericProtocol),
    };

    /// <summary>What follows the verdict: encryption and counters, as far as the layout has them.</summary>
    private TupleFault DecodeRest(in TupleText tuple, TupleLayout layout, ref FlowRow row)
    {
        row.Encryption = null;
        switch (layout)
        {
            case TupleLayout.NsgV1:
                row.Kind = FlowLogKind.NsgV1;
                break;
            case TupleLayout.Ten:
                row.Kind = FlowLogKind.Other;
                break;
            case TupleLayout.NsgV2:
                row.Kind = FlowLogKind.NsgV2;
                break;
            default:
                row.Kind = FlowLogKind.VNetV4;
                if (Wants(FlowColumns.Encryption))
                {
                    row.Encryption = DecodeEncryption(tuple.Span(TupleLayouts.Eighth));
                    if (row.Encryption is null)
                    {
                        return TupleFault.Encryption;
                    }
                }

                break;
        }

        return Wants(FlowColumns.Counters & ~FlowColumns.Verdict) ? DecodeCounters(tuple, layout, ref row) : TupleFault.None;
    }

    private static TupleFault DecodeCounters(in TupleText tuple, TupleLayout layout, ref FlowRow row)
    {
        row.Known = FlowCounters.None;
        row.PacketsReceived = 0;
        row.BytesReceived = 0;
        switch (layout)
        {
            case TupleLayout.NsgV1:
                row.PacketsSent = 0;
                row.BytesSent = 0;
                return TupleFault.None;
            case TupleLayout.Ten:
                return DecodePair(tuple, TupleLayouts.Eighth, FlowCounters.PacketsSent, ref row.Known, out row.PacketsSent, out row.BytesSent);
        }

        TupleFault fault = DecodePair(tuple, TupleLayouts.FirstCounter, FlowCounters.PacketsSent, ref row.Known, out row.PacketsSent, out row.BytesSent);
        if (fault == TupleFault.None)
        {
            fault = DecodePair(tuple, TupleLayouts.FirstCounter + 2, FlowCounters.PacketsReceived, ref row.Known, out row.PacketsReceived, out row.BytesReceived);
        }

        if (fault == TupleFault.None)
        {
            JudgeCounters(layout, ref row);
        }

        return fault;
    }

    private static TupleFault DecodePair(in TupleText tuple, int field, FlowCounters packets, ref FlowCounters known, out long packetCount, out long byteCount)
    {
        byteCount = 0;
        var bytes = (FlowCounters)((int)packets << 1);
        return TupleFields.TryCounter(tuple, field, packets, ref known, out packetCount)
            && TupleFields.TryCounter(tuple, field + 1, bytes, ref known, out byteCount)
            ? TupleFault.None
            : TupleFault.Counter;
    }

    /// <summary>
    /// Begin and deny tuples carry no statistics. A virtual network log writes zeros there, which mean unknown; what
    /// is not zero is kept and marked, for throwing it away would be a guess.
    /// </summary>
    private static void JudgeCounters(TupleLayout layout, ref FlowRow row)
    {
        bool vnet = layout == TupleLayout.VNet;
        if (vnet && row.Known != FlowCounters.All)
        {
            row.Deviation |= FlowDeviation.EmptyCounters;
        }

        if (row.State is FlowState.Begin or FlowState.Deny)
        {
            if ((row.PacketsSent | row.BytesSent | row.PacketsReceived | row.BytesReceived) != 0)
            {
                row.Deviation |= FlowDeviation.CountersWithoutStatistics;
            }
            else if (vnet)
            {
                row.Known = FlowCounters.None;
            }
        }
    }

    private string? DecodeEncryption(ReadOnlySpan<byte> code) => code switch
    {
        [(byte)'N', (byte)'X'] => "NX",
        [(byte)'X'] => "X",
        [] => null,
        _ => texts.Get(code, escaped: false),
    };
}
