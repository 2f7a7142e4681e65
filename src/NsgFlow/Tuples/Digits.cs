using System.Runtime.CompilerServices;

namespace NsgFlow.Tuples;

/// <summary>
/// Reads decimal digits eight at a time. Every text handed in lies behind at least eight readable bytes, for a number
/// is loaded by its end and what stands before it is shifted out.
/// </summary>
internal static class Digits
{
    private const ulong Zeros = 0x3030303030303030;

    /// <summary>Reads 1 to 8 digits that end just before <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadShort(ref byte end, int length, out uint value)
    {
        if ((uint)(length - 1) > 7)
        {
            value = 0;
            return false;
        }

        return TryReadEight(Align(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Subtract(ref end, 8)), length), out value);
    }

    /// <summary>Reads 1 to 19 digits that end just before <paramref name="end"/>; false where they pass 63 bits.</summary>
    public static bool TryReadLong(ref byte end, int length, out long value)
    {
        if (TryReadShort(ref end, length, out uint low))
        {
            value = low;
            return true;
        }

        value = 0;
        if (length is <= 8 or > 19 || !TryReadShort(ref end, 8, out low))
        {
            return false;
        }

        ref byte middleEnd = ref Unsafe.Subtract(ref end, 8);
        if (!TryReadShort(ref middleEnd, Math.Min(length - 8, 8), out uint middle))
        {
            return false;
        }

        uint high = 0;
        if (length > 16 && !TryReadShort(ref Unsafe.Subtract(ref middleEnd, 8), length - 16, out high))
        {
            return false;
        }

        // At most 999 * 10^16 + 10^16: no overflow of 64 bits, though of 63.
        ulong whole = (high * 10_000_000_000_000_000UL) + (middle * 100_000_000UL) + low;
        value = (long)whole;
        return whole <= long.MaxValue;
    }

    /// <summary>Puts '0' in place of the bytes that stand before the number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Align(ulong chunk, int length)
    {
        // The first character lies lowest (little endian), so what precedes the number is in the low bytes.
        if (!BitConverter.IsLittleEndian)
        {
            chunk = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(chunk);
        }

        ulong before = (1UL << (64 - (8 * length))) - 1;
        return (chunk & ~before) | (Zeros & before);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadEight(ulong chunk, out uint value)
    {
        ulong high = chunk & 0xF0F0F0F0F0F0F0F0;
        ulong overNine = (chunk + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0;
        ulong digits = (chunk & 0x0F0F0F0F0F0F0F0F) * 2561 >> 8;
        digits = (digits & 0x00FF00FF00FF00FF) * 6553601 >> 16;
        value = (uint)((digits & 0x0000FFFF0000FFFF) * 42949672960001 >> 32);
        return ((high ^ Zeros) | (overNine ^ Zeros)) == 0;
    }
}
