using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using NsgFlow.Streaming;

namespace NsgFlow.Analysis.Measuring;

/// <summary>
/// Groups by their keys. A short key is its own place in a list; others are found by their hash. What was counted lies
/// in blocks that never move, so that a table grows without copying what it has.
/// </summary>
internal sealed class GroupTable
{
    /// <summary>The most bits that a list of all keys there can be is kept for.</summary>
    private const int ShortKeyBits = 16;

    /// <summary>So many groups are near enough without being asked for.</summary>
    private const int MostCached = 4096;

    private const int BlockBits = 12;
    private const int BlockLength = 1 << BlockBits;
    private const int BlockMask = BlockLength - 1;

    private readonly KeyLayout _layout;
    private readonly int _words;
    private readonly int _maxGroup;

    /// <summary>By short keys: the number of the group and 1.</summary>
    private readonly int[]? _short;

    private FlowTally[][] _tallies = [];
    private ulong[][] _keys = [];

    /// <summary>In the upper half the upper half of a hash, in the lower the number of the group and 1.</summary>
    private ulong[] _slots = [];
    private int _shift;

    public GroupTable(KeyLayout layout, int maxGroup)
    {
        _layout = layout;
        _words = layout.Words;
        _maxGroup = maxGroup;
        Distinct = layout.Options.Distinct.Count > 0 ? new DistinctTable(layout.Options) : null;
        if (layout.Bits <= ShortKeyBits)
        {
            _short = new int[1 << layout.Bits];
        }
        else
        {
            _slots = new ulong[1024];
            _shift = 64 - 10;
        }
    }

    public int Count { get; private set; }

    public KeyNames Names { get; } = new();

    /// <summary>The different values of the groups, where those are to be counted.</summary>
    public DistinctTable? Distinct { get; }

    public ReadOnlySpan<ulong> KeyOf(int group) => _keys[group >> BlockBits].AsSpan((group & BlockMask) * _words, _words);

    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "It gives a place in this table.")]
    public ref FlowTally TallyOf(int group) => ref _tallies[group >> BlockBits][group & BlockMask];

    /// <summary>The number of a group, which is added where it is new.</summary>
    /// <exception cref="FlowCollectorException">There are more groups than may be kept.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ReadOnlySpan<ulong> key)
    {
        if (_short is { } list)
        {
            int group = list[key[0]] - 1;
            return group >= 0 ? group : AddShort(key);
        }

        return FindLong(key);
    }

    /// <summary>
    /// The numbers of many groups. In a large table each is somewhere else in memory: all are asked for before the first
    /// is needed, so that waiting for one is waiting for all.
    /// </summary>
    public void FindAll(ReadOnlySpan<ulong> keys, Span<int> groups)
    {
        if (_short is null && Count > MostCached)
        {
            Prefetch(keys, groups);
        }

        for (int i = 0; i < groups.Length; i++)
        {
            groups[i] = Find(keys.Slice(i * _words, _words));
        }
    }

    /// <summary>Adds the groups of another table, whose names are its own.</summary>
    /// <param name="other">The other table.</param>
    /// <param name="merged">Told the number of each group there and here.</param>
    public void Merge(GroupTable other, Action<int, int> merged)
    {
        Span<ulong> key = stackalloc ulong[_words];
        var translation = new KeyTranslation(_layout, other.Names, Names);
        for (int group = 0; group < other.Count; group++)
        {
            other.KeyOf(group).CopyTo(key);
            translation.Translate(key);
            int own = Find(key);
            if (!TallyOf(own).Add(other.TallyOf(group)))
            {
                throw new FlowCollectorException("CounterOverflow");
            }

            Distinct?.Merge(other.Distinct!, group, own);
            merged(group, own);
        }
    }

    /// <param name="keys">The keys.</param>
    /// <param name="places">Scratch.</param>
    private unsafe void Prefetch(ReadOnlySpan<ulong> keys, Span<int> places)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        for (int i = 0; i < places.Length; i++)
        {
            int place = (int)(KeyHash.OfWords(keys.Slice(i * _words, _words)) >> _shift);
            Sse.Prefetch0(Unsafe.AsPointer(ref _slots[place]));
            places[i] = place;
        }

        foreach (int place in places)
        {
            int group = Math.Max((int)(uint)_slots[place] - 1, 0);
            ref FlowTally tally = ref TallyOf(group);
            Sse.Prefetch0(Unsafe.AsPointer(ref _keys[group >> BlockBits][(group & BlockMask) * _words]));
            Sse.Prefetch0(Unsafe.AsPointer(ref tally));
            Sse.Prefetch0((byte*)Unsafe.AsPointer(ref tally) + 64);
        }
    }

    private int FindLong(ReadOnlySpan<ulong> key)
    {
        ulong hash = KeyHash.OfWords(key);
        ulong tag = hash & 0xFFFF_FFFF_0000_0000;
        int mask = _slots.Length - 1;
        int place = (int)(hash >> _shift);
        while (true)
        {
            ulong slot = _slots[place];
            if (slot == 0)
            {
                return AddLong(key, tag, place);
            }

            int group = (int)(uint)slot - 1;
            if ((slot & 0xFFFF_FFFF_0000_0000) == tag && KeyOf(group).SequenceEqual(key))
            {
                return group;
            }

            place = (place + 1) & mask;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int AddShort(ReadOnlySpan<ulong> key)
    {
        int group = Add(key);
        _short![key[0]] = group + 1;
        return group;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int AddLong(ReadOnlySpan<ulong> key, ulong tag, int place)
    {
        int group = Add(key);
        _slots[place] = tag | (uint)(group + 1);
        if (Count * 2 >= _slots.Length)
        {
            Grow();
        }

        return group;
    }

    private int Add(ReadOnlySpan<ulong> key)
    {
        if (Count >= _maxGroup)
        {
            throw new FlowCollectorException("TooManyGroups", _maxGroup);
        }

        int group = Count++;
        if ((group & BlockMask) == 0)
        {
            int block = group >> BlockBits;
            if (block >= _keys.Length)
            {
                Array.Resize(ref _keys, Math.Max(4, block * 2));
                Array.Resize(ref _tallies, Math.Max(4, block * 2));
            }

            _keys[block] = new ulong[BlockLength * _words];
            _tallies[block] = new FlowTally[BlockLength];
        }

        key.CopyTo(_keys[group >> BlockBits].AsSpan((group & BlockMask) * _words, _words));
        TallyOf(group) = FlowTally.Empty;
        return group;
    }

    /// <summary>The upper half of a hash says where it belongs in a table of up to 2^32 places: no key is read again.</summary>
    private void Grow()
    {
        ulong[] old = _slots;
        _slots = new ulong[old.Length * 2];
        _shift--;
        int mask = _slots.Length - 1;
        foreach (ulong slot in old)
        {
            if (slot != 0)
            {
                int place = (int)(slot >> _shift);
                while (_slots[place] != 0)
                {
                    place = (place + 1) & mask;
                }

                _slots[place] = slot;
            }
        }
    }
}
