using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace NsgFlow;

/// <summary>Numbers that stand for what a tuple says; never kept beyond the process.</summary>
internal static class KeyHash
{
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xC2B2AE3D27D4EB4F;

    /// <summary>Whoever chooses the ends of flows must not be able to choose their places in a table.</summary>
    private static readonly ulong s_seed = (ulong)RandomNumberGenerator.GetInt32(int.MaxValue) << 31 | (uint)RandomNumberGenerator.GetInt32(int.MaxValue);

    public static ulong Seed => s_seed;

    /// <summary>Of the ends, the ports, the protocol and the direction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfKey(in FlowRow row)
    {
        FlowAddress source = row.Source.Address;
        FlowAddress destination = row.Destination.Address;
        if (!source.IsIPv6 && !destination.IsIPv6)
        {
            return OfKey(source.IPv4, destination.IPv4, in row);
        }

        // The same number is another address in another family.
        ulong families = (source.IsIPv6 ? 1UL << 48 : 0) | (destination.IsIPv6 ? 1UL << 49 : 0);
        ulong hash = Mix(s_seed ^ (ulong)source.Value, (ulong)destination.Value);
        hash = Mix(hash ^ (ulong)(source.Value >> 64), (ulong)(destination.Value >> 64));
        return Mix(hash, Rest(in row) | families);
    }

    /// <summary>The same of two IPv4 addresses that are known as numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfKey(uint source, uint destination, in FlowRow row) =>
        Mix(Mix(s_seed ^ source, destination), Rest(in row));

    /// <summary>Of all that a tuple says beside its key and its time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfContent(in FlowRow row)
    {
        ulong verdict = ((ulong)row.State << 16) | ((ulong)row.Decision << 8) | (ulong)row.Known;
        ulong hash = s_seed ^ verdict;
        if (row.Known != FlowCounters.None)
        {
            hash = Mix(hash ^ (ulong)row.PacketsSent, (ulong)row.BytesSent);
            hash = Mix(hash ^ (ulong)row.PacketsReceived, (ulong)row.BytesReceived);
        }

        return row.Encryption is null ? Mix(hash, First) : Mix(hash, (uint)string.GetHashCode(row.Encryption, StringComparison.Ordinal));
    }

    /// <summary>Of a key that was packed into words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfWords(ReadOnlySpan<ulong> words)
    {
        ulong hash = s_seed;
        foreach (ulong word in words)
        {
            hash = Mix(hash, word);
        }

        return hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong one, ulong other)
    {
        // The constants keep a zero on one side from wiping out the other.
        ulong high = Math.BigMul(one ^ First, BitOperations.RotateLeft(other, 23) ^ Second, out ulong low);
        return high ^ low;
    }

    private static ulong Rest(in FlowRow row) =>
        ((ulong)row.SourcePort << 32) | ((ulong)row.DestinationPort << 16) | ((ulong)row.Protocol << 8) | (byte)row.Direction;
}
