using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NsgFlow.Tuples;

/// <summary>
/// The distinct addresses a worker has met, found by their text as it stands in the log: parsing, the string and the
/// filters' verdict cost once per address, not once per tuple. Bounded: a full table starts over.
/// </summary>
internal sealed class AddressTable(Func<FlowAddress, AddressVerdict> judge)
{
    /// <summary>Longer texts, all of them IPv6, are parsed before they are looked up.</summary>
    private const int LongestKey = 15;

    private const int MostEntries = 32 * 1024;

    private readonly Dictionary<FlowAddress, InternedAddress> _long = [];
    private Slot[] _slots = new Slot[2048];
    private int _shift = 64 - 11;
    private int _count;

    /// <summary>Finds or adds the address written in <paramref name="length"/> bytes; null where they are none.</summary>
    /// <param name="text">The first of the bytes; 16 bytes from here must be readable.</param>
    /// <param name="length">How many bytes the address has.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public InternedAddress? Find(ref byte text, int length)
    {
        if ((uint)(length - 1) >= LongestKey)
        {
            return FindLong(ref text, length);
        }

        ulong low = Unsafe.ReadUnaligned<ulong>(ref text);
        ulong high = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref text, 8));
        if (length < 8)
        {
            low &= (1UL << (8 * length)) - 1;
            high = 0;
        }
        else
        {
            high &= (1UL << (8 * (length - 8))) - 1;
        }

        // The length takes the one byte that no key can fill, so that a NUL inside a text never passes for its end.
        high |= (ulong)length << 56;
        Slot[] slots = _slots;
        int index = Place(low, high);
        while (true)
        {
            ref Slot slot = ref slots[index];
            if (slot.Low == low && slot.High == high)
            {
                return slot.Address;
            }

            if (slot.Address is null)
            {
                return Add(low, high, ref text, length);
            }

            index = (index + 1) & (slots.Length - 1);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private InternedAddress? Add(ulong low, ulong high, ref byte text, int length)
    {
        if (!AddressText.TryParse(MemoryMarshal.CreateReadOnlySpan(ref text, length), out FlowAddress address))
        {
            return null;
        }

        var added = new InternedAddress(address, judge(address));
        if (_count >= MostEntries)
        {
            Array.Clear(_slots);
            _count = 0;
        }
        else if (_count * 2 >= _slots.Length)
        {
            Grow();
        }

        Insert(new Slot { Low = low, High = high, Address = added });
        return added;
    }

    private void Grow()
    {
        Slot[] old = _slots;
        _slots = new Slot[old.Length * 2];
        _shift--;
        _count = 0;
        foreach (Slot slot in old)
        {
            if (slot.Address is not null)
            {
                Insert(slot);
            }
        }
    }

    /// <summary>Where to look first: odd constants spread the few bits in which addresses differ over the highest ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Place(ulong low, ulong high) =>
        (int)(((low * 0x9E3779B97F4A7C15) ^ (high * 0xC2B2AE3D27D4EB4F)) * 0x9FB21C651E98DF25 >> _shift);

    private void Insert(Slot slot)
    {
        int index = Place(slot.Low, slot.High);
        while (_slots[index].Address is not null)
        {
            index = (index + 1) & (_slots.Length - 1);
        }

        _slots[index] = slot;
        _count++;
    }

    private InternedAddress? FindLong(ref byte text, int length)
    {
        if (length <= 0 || !AddressText.TryParse(MemoryMarshal.CreateReadOnlySpan(ref text, length), out FlowAddress address))
        {
            return null;
        }

        if (!_long.TryGetValue(address, out InternedAddress? known))
        {
            if (_long.Count >= MostEntries)
            {
                _long.Clear();
            }

            known = new InternedAddress(address, judge(address));
            _long.Add(address, known);
        }

        return known;
    }

    private struct Slot
    {
        public ulong Low;
        public ulong High;
        public InternedAddress? Address;
    }
}
