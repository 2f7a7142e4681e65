namespace NsgFlow.Analysis.Deduplication;

/// <summary>Both ends and the protocol: what all rows of a flow have in common, whoever logged them.</summary>
internal readonly struct ConversationId(in FlowRow row) : IEquatable<ConversationId>
{
    private readonly UInt128 _source = row.Source.Address.Value;
    private readonly UInt128 _destination = row.Destination.Address.Value;
    private readonly ulong _rest = ((ulong)row.SourcePort << 32)
        | ((ulong)row.DestinationPort << 16)
        | ((ulong)row.Protocol << 8)
        | (row.Source.Address.IsIPv6 ? 2UL : 0)
        | (row.Destination.Address.IsIPv6 ? 1UL : 0);

    public bool Equals(ConversationId other) => _rest == other._rest && _source == other._source && _destination == other._destination;

    public override bool Equals(object? obj) => obj is ConversationId other && Equals(other);

    public override int GetHashCode()
    {
        ulong ends = KeyHash.Mix((ulong)_source ^ KeyHash.Seed, (ulong)_destination);
        ulong heads = KeyHash.Mix((ulong)(_source >> 64) ^ KeyHash.Seed, (ulong)(_destination >> 64));
        return (int)KeyHash.Mix(ends ^ heads, _rest);
    }
}
