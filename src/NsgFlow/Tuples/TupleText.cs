using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NsgFlow.Tuples;

/// <summary>Where each field of a tuple ends.</summary>
[InlineArray(Capacity)]
internal struct FieldEnds
{
    /// <summary>More than the widest layout has, so that splitting may run past it without a check.</summary>
    public const int Capacity = 32;

    private int _first;
}

/// <summary>One tuple's text, split at its commas. It lies in a buffer with readable bytes on both sides.</summary>
internal ref struct TupleText
{
    public ref byte Start;
    public int Length;

    /// <summary>How many fields there are.</summary>
    public int Count;

    /// <summary>Where the commas are, one bit per byte, in the first 64 bytes and the 64 behind.</summary>
    public ulong Commas;
    public ulong CommasBehind;

    /// <summary>Whether <see cref="Ends"/> is filled. A filter that reads one field of thirteen finds it by the bits.</summary>
    public bool IsSplit;

    public FieldEnds Ends;

    public readonly ReadOnlySpan<byte> Text => MemoryMarshal.CreateReadOnlySpan(ref Start, Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Begin(int field) => field == 0 ? 0 : End(field - 1) + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int End(int field) => IsSplit ? Ends[field] : TupleSplitter.FindEnd(this, field);

    /// <summary>The first byte of a field, and its length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref byte Field(int field, out int length)
    {
        int begin = Begin(field);
        length = End(field) - begin;
        return ref Unsafe.Add(ref Start, begin);
    }

    /// <summary>The byte behind a field's last, and the field's length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref byte FieldEnd(int field, out int length)
    {
        int end = End(field);
        length = end - Begin(field);
        return ref Unsafe.Add(ref Start, end);
    }

    /// <summary>The only character of a field, or 0 where it has none or several.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly byte Letter(int field)
    {
        ref byte first = ref Field(field, out int length);
        return length == 1 ? first : (byte)0;
    }

    public readonly ReadOnlySpan<byte> Span(int field)
    {
        ref byte first = ref Field(field, out int length);
        return MemoryMarshal.CreateReadOnlySpan(ref first, length);
    }
}
