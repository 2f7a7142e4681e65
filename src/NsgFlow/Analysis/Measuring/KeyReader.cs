using System.Runtime.CompilerServices;

namespace NsgFlow.Analysis.Measuring;

/// <summary>Makes the keys of rows. What rows share is looked up when it changes, not for each of them.</summary>
internal sealed class KeyReader(KeyLayout layout, KeyNames names)
{
    private readonly KeyPart[] _rowParts = layout.RowParts;
    private readonly ulong[] _shared = new ulong[layout.Words];
    private readonly KeyScale _scale = new(layout.Options);

    /// <summary>To be called where rows of another group begin.</summary>
    public void Begin(FlowGroup group)
    {
        Array.Clear(_shared);
        foreach (KeyPart part in layout.GroupParts)
        {
            _shared[part.Word] |= ValueOf(part.Field, group) << part.Shift;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Read(in FlowRow row, Span<ulong> key)
    {
        _shared.CopyTo(key);
        foreach (ref readonly KeyPart part in _rowParts.AsSpan())
        {
            key[part.Word] |= ValueOf(part.Field, in row) << part.Shift;
        }
    }

    private ulong ValueOf(MeasureField field, in FlowRow row) => field switch
    {
        MeasureField.Time => (ulong)row.TimeMilliseconds,
        MeasureField.SourceAddress => names.NumberOf(row.Source.Address),
        MeasureField.DestinationAddress => names.NumberOf(row.Destination.Address),
        MeasureField.SourcePort => row.SourcePort,
        MeasureField.DestinationPort => row.DestinationPort,
        MeasureField.Protocol => (ulong)row.Protocol,
        MeasureField.Direction => (ulong)row.Direction,
        MeasureField.Decision => (ulong)row.Decision,
        MeasureField.State => (ulong)row.State,
        MeasureField.Encryption => names.NumberOf(row.Encryption),
        MeasureField.PacketsSent => Counter(in row, FlowCounters.PacketsSent, row.PacketsSent),
        MeasureField.BytesSent => Counter(in row, FlowCounters.BytesSent, row.BytesSent),
        MeasureField.PacketsReceived => Counter(in row, FlowCounters.PacketsReceived, row.PacketsReceived),
        MeasureField.BytesReceived => Counter(in row, FlowCounters.BytesReceived, row.BytesReceived),
        MeasureField.Kind => (ulong)row.Kind,
        MeasureField.Offset => (ulong)row.Offset,
        MeasureField.Deviation => (ulong)(row.Deviation | row.Group.Deviation),
        MeasureField.SourcePrefix => names.NumberOf(_scale.Network(row.Source.Address)),
        MeasureField.DestinationPrefix => names.NumberOf(_scale.Network(row.Destination.Address)),
        MeasureField.Address => names.NumberOf(KeyScale.Smaller(in row)),
        MeasureField.PeerAddress => names.NumberOf(KeyScale.Larger(in row)),
        MeasureField.Interval => (ulong)_scale.IntervalOf(row.TimeMilliseconds),
        MeasureField.Service => ServiceNames.NumberOf(row.Protocol, row.DestinationPort),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    private ulong ValueOf(MeasureField field, FlowGroup group) => field switch
    {
        MeasureField.Rule => names.NumberOf(group.Rule),
        MeasureField.NetworkSecurityGroup => names.NumberOf(group.NetworkSecurityGroup),
        MeasureField.AclId => names.NumberOf(group.AclId),
        MeasureField.ResourceId => names.NumberOf(group.ResourceId),
        MeasureField.TargetResourceId => names.NumberOf(group.TargetResourceId),
        MeasureField.MacAddress => names.NumberOf(group.MacAddress),
        MeasureField.RecordTime => group.RecordTime is { } time ? (ulong)time.UtcTicks : ulong.MaxValue,
        MeasureField.Source => names.NumberOf(group.Source),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    private static ulong Counter(in FlowRow row, FlowCounters counter, long value) =>
        (row.Known & counter) != 0 ? (ulong)value : ulong.MaxValue;
}
