namespace NsgFlow.Analysis.Measuring;

/// <summary>How the bits of a part of a key are to be understood.</summary>
internal enum KeyBits
{
    /// <summary>A number, whose order is the order of the field.</summary>
    Number,

    /// <summary>A number, or all ones for null.</summary>
    NumberOrNull,

    /// <summary>The number of a text in <see cref="KeyNames"/>.</summary>
    Text,

    /// <summary>An IPv4 address, or behind bit 32 the number of an IPv6 address in <see cref="KeyNames"/>.</summary>
    Address,
}

/// <summary>Where in the words of a key a field has its bits.</summary>
/// <param name="Field">The field; of a pair, one of its two addresses.</param>
/// <param name="Kind">What the bits are.</param>
/// <param name="Word">The word they are in.</param>
/// <param name="Shift">How far from the lowest bit of it.</param>
/// <param name="Bits">How many they are.</param>
internal readonly record struct KeyPart(MeasureField Field, KeyBits Kind, int Word, int Shift, int Bits)
{
    private ulong Mask => Bits == 64 ? ulong.MaxValue : (1UL << Bits) - 1;

    public ulong Of(ReadOnlySpan<ulong> key) => key[Word] >> Shift & Mask;

    /// <summary>Puts other bits in the place of those that are there.</summary>
    public void Set(Span<ulong> key, ulong bits) => key[Word] = (key[Word] & ~(Mask << Shift)) | (bits << Shift);
}
