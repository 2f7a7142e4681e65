using System.Globalization;

namespace NsgFlow.Analysis.Measuring;

/// <summary>Makes of the bits of a key the values that users see.</summary>
internal sealed class KeyValues(KeyLayout layout, KeyNames names)
{
    public SummaryKeys Of(ReadOnlySpan<ulong> key)
    {
        var values = new object?[layout.Parts.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ValueOf(layout.Parts[i].Field, layout.Parts[i].Of(key));
        }

        return new SummaryKeys(layout.Fields, values);
    }

    private object? ValueOf(MeasureField field, ulong bits) => field switch
    {
        MeasureField.Time or MeasureField.Interval => DateTimeOffset.FromUnixTimeMilliseconds((long)bits),
        MeasureField.SourceAddress or MeasureField.DestinationAddress or MeasureField.Address or MeasureField.PeerAddress => names.AddressOf(bits).ToString(),
        MeasureField.SourcePrefix or MeasureField.DestinationPrefix => Prefix(names.AddressOf(bits)),
        MeasureField.SourcePort or MeasureField.DestinationPort => (int)bits,
        MeasureField.Protocol => (FlowProtocol)bits,
        MeasureField.Direction => (FlowDirection)bits,
        MeasureField.Decision => (FlowDecision)bits,
        MeasureField.State => (FlowState)bits,
        MeasureField.Kind => (FlowLogKind)bits,
        MeasureField.Deviation => (FlowDeviation)bits,
        MeasureField.Offset => (long)bits,
        MeasureField.Service => ServiceNames.NameOf(bits),
        MeasureField.RecordTime => bits == ulong.MaxValue ? null : new DateTimeOffset((long)bits, TimeSpan.Zero),
        MeasureField.PacketsSent or MeasureField.BytesSent or MeasureField.PacketsReceived or MeasureField.BytesReceived =>
            bits == ulong.MaxValue ? null : (long)bits,
        _ => names.TextOf(bits),
    };

    private string Prefix(FlowAddress network) => string.Create(
        CultureInfo.InvariantCulture,
        $"{network}/{(network.IsIPv6 ? layout.Options.IPv6PrefixLength : layout.Options.PrefixLength)}");
}
