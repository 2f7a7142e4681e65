namespace NsgFlow.Analysis.Measuring;

/// <summary>
/// Hashes of the values of fields: equal for equal values wherever they come from, and the same in each process, so that
/// an estimate can be repeated. Null for a value that is not known.
/// </summary>
internal sealed class ValueHash(MeasureOptions options)
{
    private const ulong Start = 0xD6E8FEB86659FD93;

    private readonly KeyScale _scale = new(options);

    public ulong? Of(MeasureField field, in FlowRow row) => field switch
    {
        MeasureField.Time => Of((ulong)row.TimeMilliseconds),
        MeasureField.SourceAddress => Of(row.Source.Address),
        MeasureField.DestinationAddress => Of(row.Destination.Address),
        MeasureField.SourcePort => Of(row.SourcePort),
        MeasureField.DestinationPort => Of(row.DestinationPort),
        MeasureField.Protocol => Of((ulong)row.Protocol),
        MeasureField.Direction => Of((ulong)row.Direction),
        MeasureField.Decision => Of((ulong)row.Decision),
        MeasureField.State => Of((ulong)row.State),
        MeasureField.Encryption => Of(row.Encryption),
        MeasureField.PacketsSent => Counter(in row, FlowCounters.PacketsSent, row.PacketsSent),
        MeasureField.BytesSent => Counter(in row, FlowCounters.BytesSent, row.BytesSent),
        MeasureField.PacketsReceived => Counter(in row, FlowCounters.PacketsReceived, row.PacketsReceived),
        MeasureField.BytesReceived => Counter(in row, FlowCounters.BytesReceived, row.BytesReceived),
        MeasureField.Kind => Of((ulong)row.Kind),
        MeasureField.Offset => Of((ulong)row.Offset),
        MeasureField.Deviation => Of((ulong)(row.Deviation | row.Group.Deviation)),
        MeasureField.SourcePrefix => Of(_scale.Network(row.Source.Address)),
        MeasureField.DestinationPrefix => Of(_scale.Network(row.Destination.Address)),
        MeasureField.Pair => KeyHash.Mix(Of(KeyScale.Smaller(in row)), Of(KeyScale.Larger(in row))),
        MeasureField.Interval => Of((ulong)_scale.IntervalOf(row.TimeMilliseconds)),
        MeasureField.Service => ServiceNames.NumberOf(row.Protocol, row.DestinationPort) is var number && ServiceNames.NameOf(number) is null ? null : Of(number),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    public static ulong? Of(MeasureField field, FlowGroup group) => field switch
    {
        MeasureField.Rule => Of(group.Rule),
        MeasureField.NetworkSecurityGroup => Of(group.NetworkSecurityGroup),
        MeasureField.AclId => Of(group.AclId),
        MeasureField.ResourceId => Of(group.ResourceId),
        MeasureField.TargetResourceId => Of(group.TargetResourceId),
        MeasureField.MacAddress => Of(group.MacAddress),
        MeasureField.RecordTime => group.RecordTime is { } time ? Of((ulong)time.UtcTicks) : null,
        MeasureField.Source => Of(group.Source),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    private static ulong? Counter(in FlowRow row, FlowCounters counter, long value) =>
        (row.Known & counter) != 0 ? Of((ulong)value) : null;

    private static ulong Of(ulong value) => KeyHash.Mix(KeyHash.Mix(Start, value), Start);

    private static ulong Of(FlowAddress address) =>
        address.IsIPv6 ? KeyHash.Mix(KeyHash.Mix(~Start, (ulong)(address.Value >> 64)), (ulong)address.Value) : Of(address.IPv4);

    private static ulong? Of(string? text)
    {
        if (text is null)
        {
            return null;
        }

        ulong hash = KeyHash.Mix(Start, (ulong)text.Length);
        foreach (char c in text)
        {
            hash = KeyHash.Mix(hash, c);
        }

        return KeyHash.Mix(hash, Start);
    }
}
