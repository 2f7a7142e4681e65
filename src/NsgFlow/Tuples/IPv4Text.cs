using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NsgFlow.Tuples;

/// <summary>
/// Reads IPv4 addresses in one go where the machine can shuffle bytes: for those who need the number and nothing else.
/// </summary>
internal static class IPv4Text
{
    /// <summary>The lengths of the four numbers, two bits each, less 1.</summary>
    private const int Patterns = 256;

    private const int Octets = 4;
    private const byte Zero = 0x80;

    /// <summary>Larger than any number is, for patterns that are none of an address.</summary>
    private const int Never = 1000;

    private static readonly byte[] s_shuffles = MakeShuffles();
    private static readonly int[] s_least = MakeLeast();

    /// <summary>
    /// False where it is no IPv4 address as <see cref="AddressText"/> has them, and everywhere where this machine cannot
    /// tell so fast.
    /// </summary>
    /// <param name="text">The first byte; 16 bytes from here must be readable.</param>
    /// <param name="length">How many bytes the text has.</param>
    /// <param name="value">The address, first octet highest.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryParse(ref byte text, int length, out uint value)
    {
        value = 0;
        if (!Ssse3.IsSupported || (uint)length > 15)
        {
            return false;
        }

        Vector128<byte> chars = Vector128.LoadUnsafe(ref text);
        uint dots = Vector128.Equals(chars, Vector128.Create((byte)'.')).ExtractMostSignificantBits() & ((1u << length) - 1);
        if (BitOperations.PopCount(dots) != Octets - 1)
        {
            return false;
        }

        // Where each number ends, and so how long each is, less 1.
        int end1 = BitOperations.TrailingZeroCount(dots);
        dots &= dots - 1;
        int end2 = BitOperations.TrailingZeroCount(dots);
        dots &= dots - 1;
        int end3 = BitOperations.TrailingZeroCount(dots);
        uint one = (uint)(end1 - 1);
        uint two = (uint)(end2 - end1 - 2);
        uint three = (uint)(end3 - end2 - 2);
        uint four = (uint)(length - end3 - 2);
        if ((one | two | three | four) > 3)
        {
            return false;
        }

        int pattern = (int)(one | (two << 2) | (three << 4) | (four << 6));
        Vector128<byte> shuffle = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(s_shuffles), (nuint)(pattern * 16));
        Vector128<int> least = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(s_least), (nuint)(pattern * Octets));
        Vector128<byte> digits = Ssse3.Shuffle(chars - Vector128.Create((byte)'0'), shuffle);
        Vector128<short> pairs = Ssse3.MultiplyAddAdjacent(digits, Vector128.Create(100, 10, 1, 0, 100, 10, 1, 0, 100, 10, 1, 0, 100, 10, 1, (sbyte)0));
        Vector128<int> numbers = Sse2.MultiplyAddAdjacent(pairs, Vector128.Create((short)1));
        Vector128<byte> noDigits = Vector128.GreaterThan(digits, Vector128.Create((byte)9));
        Vector128<int> outOfRange = Vector128.GreaterThan(numbers, Vector128.Create(255)) | Vector128.LessThan(numbers, least);
        if ((noDigits.AsInt32() | outOfRange) != Vector128<int>.Zero)
        {
            return false;
        }

        value = Ssse3.Shuffle(numbers.AsByte(), Vector128.Create((byte)12, 8, 4, 0, Zero, Zero, Zero, Zero, Zero, Zero, Zero, Zero, Zero, Zero, Zero, Zero)).AsUInt32().ToScalar();
        return true;
    }

    private static int LengthIn(int pattern, int octet) => (pattern >> (2 * octet) & 3) + 1;

    /// <summary>For each number four bytes: hundreds, tens, ones and nothing.</summary>
    private static byte[] MakeShuffles()
    {
        byte[] shuffles = new byte[Patterns * 16];
        Array.Fill(shuffles, Zero);
        for (int pattern = 0; pattern < Patterns; pattern++)
        {
            int begin = 0;
            for (int octet = 0; octet < Octets; octet++)
            {
                int length = LengthIn(pattern, octet);
                for (int digit = 0; digit < length && length <= 3; digit++)
                {
                    shuffles[(pattern * 16) + (octet * 4) + 3 - length + digit] = (byte)Math.Min(begin + digit, 15);
                }

                begin += length + 1;
            }
        }

        return shuffles;
    }

    /// <summary>A leading zero shows in a number that is too small for its length.</summary>
    private static int[] MakeLeast()
    {
        int[] least = new int[Patterns * Octets];
        for (int i = 0; i < least.Length; i++)
        {
            least[i] = LengthIn(i / Octets, i % Octets) switch { 1 => 0, 2 => 10, 3 => 100, _ => Never };
        }

        return least;
    }
}
