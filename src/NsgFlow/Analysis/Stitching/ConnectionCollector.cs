using NsgFlow.Streaming;

namespace NsgFlow.Analysis.Stitching;

/// <summary>
/// Puts the flows of a job together to connections. Rows are taken group by group, for a group that comes twice is
/// left out; what is cut at the end of a batch waits for its rest, so that batches do not show in the result.
/// </summary>
internal sealed class ConnectionCollector(ConnectionOptions options, StitchCounts counts, ConnectionTables tables, Action<object[]> emit) : FlowCollector
{
    /// <summary>The most rows that are compared as one; a longer group is taken in parts of as many.</summary>
    private const int PartLength = 1024;

    private readonly ConnectionOutput _output = new(options, emit);
    private readonly Dictionary<InterfaceKey, InterfaceStitcher> _interfaces = [];
    private readonly List<InterfaceStitcher> _order = [];
    private readonly FlowRow[] _part = new FlowRow[PartLength];
    private readonly ulong[] _hashes = new ulong[2 * PartLength];
    private int _count;
    private FlowGroup? _group;
    private InterfaceStitcher _stitcher = null!;
    private InterfaceKey _key;

    public override void Accept(ReadOnlySpan<FlowRow> rows)
    {
        while (!rows.IsEmpty)
        {
            if (!ReferenceEquals(rows[0].Group, _group))
            {
                Flush();
                Enter(rows[0].Group);
            }

            int length = 1;
            int most = Math.Min(rows.Length, PartLength - _count);
            while (length < most && ReferenceEquals(rows[length].Group, _group))
            {
                length++;
            }

            // What is whole is taken where it stands.
            bool isWhole = length < rows.Length || length == PartLength;
            if (_count == 0 && isWhole)
            {
                Stitch(rows[..length]);
            }
            else
            {
                rows[..length].CopyTo(_part.AsSpan(_count));
                _count += length;
                if (_count == PartLength)
                {
                    Flush();
                }
            }

            rows = rows[length..];
        }
    }

    public override void Complete()
    {
        Flush();
        foreach (InterfaceStitcher stitcher in _order)
        {
            stitcher.Complete();
        }

        _output.Flush();
    }

    private void Flush()
    {
        if (_count > 0)
        {
            Stitch(_part.AsSpan(0, _count));
            _count = 0;
        }
    }

    private void Stitch(ReadOnlySpan<FlowRow> rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            _hashes[2 * i] = KeyHash.OfKey(in rows[i]);
            _hashes[(2 * i) + 1] = KeyHash.OfContent(in rows[i]);
        }

        ReadOnlySpan<ulong> hashes = _hashes.AsSpan(0, 2 * rows.Length);
        if (_stitcher.Repeats.IsRepeat(rows, hashes))
        {
            counts.AddRepeated(rows.Length);
        }
        else
        {
            _stitcher.Add(rows, hashes);
        }
    }

    private void Enter(FlowGroup group)
    {
        var key = new InterfaceKey(group.ResourceId, group.MacAddress);
        if (_group is null || !key.Equals(_key))
        {
            _key = key;
            if (!_interfaces.TryGetValue(key, out _stitcher!))
            {
                _stitcher = new InterfaceStitcher(options, _output, counts, tables);
                _interfaces.Add(key, _stitcher);
                _order.Add(_stitcher);
            }
        }

        _group = group;
    }

    /// <summary>
    /// Who logged: an interface is logged by its own NSG, by that of its subnet and by its virtual network, each of
    /// them with every tuple. Their tuples must not be added to one another.
    /// </summary>
    private readonly struct InterfaceKey(string? resourceId, string? macAddress) : IEquatable<InterfaceKey>
    {
        private readonly string? _resourceId = resourceId;
        private readonly string? _macAddress = macAddress;

        public bool Equals(InterfaceKey other) =>
            (ReferenceEquals(_macAddress, other._macAddress) || string.Equals(_macAddress, other._macAddress, StringComparison.Ordinal))
            && (ReferenceEquals(_resourceId, other._resourceId) || string.Equals(_resourceId, other._resourceId, StringComparison.OrdinalIgnoreCase));

        public override bool Equals(object? obj) => obj is InterfaceKey other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(
            _resourceId is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_resourceId),
            _macAddress is null ? 0 : _macAddress.GetHashCode(StringComparison.Ordinal));
    }
}
