namespace NsgFlow.Filtering;

/// <summary>A set of ports: one bit for each.</summary>
internal sealed class PortSet
{
    private readonly ulong[] _bits = new ulong[65536 / 64];

    /// <exception cref="ArgumentOutOfRangeException">A port lies outside 0 to 65535.</exception>
    public PortSet(IEnumerable<int> ports)
    {
        foreach (int port in ports)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(port);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
            _bits[port >> 6] |= 1UL << (port & 63);
        }
    }

    public bool Contains(ushort port) => (_bits[port >> 6] & (1UL << (port & 63))) != 0;
}
