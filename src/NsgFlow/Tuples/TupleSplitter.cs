using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NsgFlow.Tuples;

/// <summary>Splits tuples at their commas: by vectors where a tuple is plain text of up to 128 bytes, else byte by byte.</summary>
internal static class TupleSplitter
{
    private const int Block = 64;

    /// <summary>Whether this machine has the vectors that make the fast way fast.</summary>
    public static bool IsFast => Vector128.IsHardwareAccelerated && BitConverter.IsLittleEndian;

    /// <summary>
    /// Finds the closing quote within 128 bytes of <paramref name="tuple"/>'s start and splits what lies before it.
    /// False where there is none, or a backslash comes first: then the careful way must look.
    /// </summary>
    /// <remarks>128 bytes must be readable from the start; that the quote found lies in the data is the caller's to check.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TrySplitFast(ref TupleText tuple)
    {
        ref byte start = ref tuple.Start;
        Scan(ref start, out ulong commas, out ulong specials);
        ulong commasBehind = 0;
        int length;
        if (specials != 0)
        {
            length = BitOperations.TrailingZeroCount(specials);
            commas &= (specials & (0 - specials)) - 1;
        }
        else
        {
            Scan(ref Unsafe.Add(ref start, Block), out commasBehind, out specials);
            if (specials == 0)
            {
                return false;
            }

            length = Block + BitOperations.TrailingZeroCount(specials);
            commasBehind &= (specials & (0 - specials)) - 1;
        }

        tuple.Length = length;
        tuple.Commas = commas;
        tuple.CommasBehind = commasBehind;
        tuple.Count = BitOperations.PopCount(commas) + BitOperations.PopCount(commasBehind) + 1;
        tuple.IsSplit = false;
        return Unsafe.Add(ref start, length) == (byte)'"';
    }

    /// <summary>Whether single fields are found by their bits; if not, every tuple is to be split whole at once.</summary>
    public static bool CanFindEnd => Bmi2.X64.IsSupported;

    /// <summary>Where one field ends, without splitting the others. The number of fields must be that of a layout.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FindEnd(in TupleText tuple, int field)
    {
        if (field == tuple.Count - 1)
        {
            return tuple.Length;
        }

        int before = BitOperations.PopCount(tuple.Commas);
        return field < before
            ? BitOperations.TrailingZeroCount(Bmi2.X64.ParallelBitDeposit(1UL << field, tuple.Commas))
            : Block + BitOperations.TrailingZeroCount(Bmi2.X64.ParallelBitDeposit(1UL << (field - before), tuple.CommasBehind));
    }

    /// <summary>Fills in where every field ends. The number of fields must be that of a layout.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Split(ref TupleText tuple)
    {
        // Always as many as the widest layout has: what is too much is overwritten or never read, and a loop that
        // ends early costs more, for nobody can foretell where.
        int before = BitOperations.PopCount(tuple.Commas);
        StoreEnds(ref tuple.Ends[0], tuple.Commas, 0);
        StoreEnds(ref tuple.Ends[before], tuple.CommasBehind, Block);
        tuple.Ends[tuple.Count - 1] = tuple.Length;
        tuple.IsSplit = true;
    }

    /// <summary>Splits a text whose length is known.</summary>
    public static void SplitCarefully(ref TupleText tuple)
    {
        int count = 0;
        for (int i = 0; i < tuple.Length; i++)
        {
            if (Unsafe.Add(ref tuple.Start, i) == (byte)',')
            {
                if (count < FieldEnds.Capacity)
                {
                    tuple.Ends[count] = i;
                }

                count++;
            }
        }

        if (count < FieldEnds.Capacity)
        {
            tuple.Ends[count] = tuple.Length;
        }

        tuple.Count = count + 1;
        tuple.IsSplit = true;
    }

    /// <summary>One bit per byte of a block: where commas are, and where quotes and backslashes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scan(ref byte start, out ulong commas, out ulong specials)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<byte> block = Vector512.LoadUnsafe(ref start);
            commas = Vector512.Equals(block, Vector512.Create((byte)',')).ExtractMostSignificantBits();
            specials = (Vector512.Equals(block, Vector512.Create((byte)'"')) | Vector512.Equals(block, Vector512.Create((byte)'\\'))).ExtractMostSignificantBits();
            return;
        }

        Vector256<byte> low = Vector256.LoadUnsafe(ref start);
        Vector256<byte> high = Vector256.LoadUnsafe(ref start, 32);
        Vector256<byte> comma = Vector256.Create((byte)',');
        Vector256<byte> quote = Vector256.Create((byte)'"');
        Vector256<byte> backslash = Vector256.Create((byte)'\\');
        commas = Vector256.Equals(low, comma).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(high, comma).ExtractMostSignificantBits() << 32);
        specials = (Vector256.Equals(low, quote) | Vector256.Equals(low, backslash)).ExtractMostSignificantBits()
            | ((ulong)(Vector256.Equals(high, quote) | Vector256.Equals(high, backslash)).ExtractMostSignificantBits() << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreEnds(ref int ends, ulong commas, int offset)
    {
        for (int i = 0; i < TupleLayouts.FullFields - 1; i++)
        {
            Unsafe.Add(ref ends, i) = offset + BitOperations.TrailingZeroCount(commas);
            commas &= commas - 1;
        }
    }
}
