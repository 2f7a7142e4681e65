using System.Buffers.Text;

namespace NsgFlow.Sampling;

/// <summary>Writes a tuple as text, without its quotation marks.</summary>
internal static class TupleText
{
    /// <summary>No tuple is longer: two IPv6 addresses, the longest code and four counters of 20 digits.</summary>
    public const int MaximumLength = 256;

    /// <returns>The number of bytes written.</returns>
    public static int Write(Span<byte> to, FlowLogKind kind, in SampleTuple tuple)
    {
        bool isVNet = kind == FlowLogKind.VNetV4;
        int at = Number(to, 0, isVNet ? tuple.Time : tuple.Time / 1000);
        at = Text(to, at, tuple.Source.Text);
        at = Text(to, at, tuple.Destination.Text);
        at = Number(to, at, tuple.SourcePort);
        at = Number(to, at, tuple.DestinationPort);
        if (isVNet)
        {
            at = Number(to, at, (int)tuple.Protocol);
        }
        else
        {
            at = Letter(to, at, tuple.Protocol == FlowProtocol.TCP ? 'T' : 'U');
        }

        at = Letter(to, at, tuple.Direction == FlowDirection.Inbound ? 'I' : 'O');
        if (isVNet)
        {
            at = Letter(to, at, StateLetter(tuple.StateIn(kind)));
            at = Text(to, at, SampleEncryption.Text(tuple.Encryption));
            return tuple.HasStatistics ? Counters(to, at, tuple) : Text(to, at, "0,0,0,0"u8) - 1;
        }

        at = Letter(to, at, tuple.Decision == FlowDecision.Allow ? 'A' : 'D');
        if (kind == FlowLogKind.NsgV1)
        {
            return at - 1;
        }

        at = Letter(to, at, StateLetter(tuple.State));
        return tuple.HasStatistics ? Counters(to, at, tuple) : Text(to, at, ",,,"u8) - 1;
    }

    private static int Counters(Span<byte> to, int at, in SampleTuple tuple)
    {
        at = Number(to, at, tuple.PacketsSent);
        at = Number(to, at, tuple.BytesSent);
        at = Number(to, at, tuple.PacketsReceived);
        return Number(to, at, tuple.BytesReceived) - 1;
    }

    // Each of these leaves a comma behind what it wrote; the last one of a tuple is cut off by its caller.
    private static int Number(Span<byte> to, int at, long value)
    {
        Utf8Formatter.TryFormat(value, to[at..], out int written);
        to[at + written] = (byte)',';
        return at + written + 1;
    }

    private static int Text(Span<byte> to, int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(to[at..]);
        to[at + text.Length] = (byte)',';
        return at + text.Length + 1;
    }

    private static int Letter(Span<byte> to, int at, char letter)
    {
        to[at] = (byte)letter;
        to[at + 1] = (byte)',';
        return at + 2;
    }

    private static char StateLetter(FlowState state) => state switch
    {
        FlowState.Begin => 'B',
        FlowState.Continue => 'C',
        FlowState.End => 'E',
        _ => 'D',
    };
}
