using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace NsgFlow;

/// <summary>
/// An IP address as a number: what filters and keys compare. An IPv4 address and its IPv4-mapped IPv6 form are
/// two addresses here, as they are two texts in the log.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct FlowAddress : IEquatable<FlowAddress>, IComparable<FlowAddress>
{
    private readonly ulong _high;
    private readonly ulong _low;

    private FlowAddress(ulong high, ulong low, bool isIPv6)
    {
        _high = high;
        _low = low;
        IsIPv6 = isIPv6;
    }

    public bool IsIPv6 { get; }

    /// <summary>The 32 bits of an IPv4 address, first octet highest.</summary>
    public uint IPv4 => (uint)_low;

    /// <summary>The 128 bits; of an IPv4 address, its 32 bits in the lowest place.</summary>
    public UInt128 Value => new(_high, _low);

    public static FlowAddress FromIPv4(uint value) => new(0, value, isIPv6: false);

    public static FlowAddress FromIPv6(UInt128 value) => new((ulong)(value >> 64), (ulong)value, isIPv6: true);

    public static FlowAddress From(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int written);
        return written == 4
            ? FromIPv4(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : FromIPv6(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>The canonical text: dotted decimal, or RFC 5952 for IPv6.</summary>
    public override string ToString() => ToIPAddress().ToString();

    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        if (IsIPv6)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
            return new IPAddress(bytes);
        }

        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, IPv4);
        return new IPAddress(bytes[..4]);
    }

    public AddressFamily Family => IsIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;

    public bool Equals(FlowAddress other) => _low == other._low && _high == other._high && IsIPv6 == other.IsIPv6;

    public override bool Equals(object? obj) => obj is FlowAddress other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_high, _low, IsIPv6);

    public int CompareTo(FlowAddress other) =>
        IsIPv6 == other.IsIPv6 ? Value.CompareTo(other.Value) : IsIPv6.CompareTo(other.IsIPv6);
}
