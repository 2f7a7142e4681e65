using NsgFlow.Streaming;

namespace NsgFlow.Analysis.Measuring;

/// <summary>
/// The heaviest groups of one source in a fixed number of places: where all are taken, a new group takes the place of the
/// lightest, and its weight up to then as its error.
/// </summary>
/// <remarks>Source: Metwally, Agrawal, El Abbadi, Efficient computation of frequent and top-k elements in data streams (2005).</remarks>
internal sealed class HeavyGroups(KeyLayout layout, int capacity)
{
    /// <summary>So many names for each place are kept before those of groups that are gone are thrown away.</summary>
    private const int NamesPerPlace = 8;

    private readonly int _words = layout.Words;
    private readonly HeavyWeight _weight = new(layout.Options.Order!.Value);
    private ulong[] _keys = [];
    private FlowTally[] _tallies = [];
    private long[] _estimates = [];
    private long[] _errors = [];

    /// <summary>The numbers of the groups, the lightest first, as a heap; and where in it each group is.</summary>
    private int[] _heap = [];
    private int[] _places = [];

    /// <summary>By hash: the number of the group and 1.</summary>
    private int[] _slots = [];
    private bool _isFull;

    public KeyNames Names { get; private set; } = new();

    public int Count { get; private set; }

    /// <summary>The most that a group can have which is not among these.</summary>
    public long Floor => _isFull ? _estimates[_heap[0]] : 0;

    public ReadOnlySpan<ulong> KeyOf(int group) => _keys.AsSpan(group * _words, _words);

    public ref readonly FlowTally TallyOf(int group) => ref _tallies[group];

    /// <summary>By how much a group may be heavier than its tally says.</summary>
    public long ErrorOf(int group) => _errors[group];

    /// <summary>Takes a row.</summary>
    /// <returns>Whether the names that keys are made with have changed.</returns>
    public bool Add(ReadOnlySpan<ulong> key, in FlowRow row)
    {
        long weight = _weight.Of(in row);
        int group = Find(key, out int slot);
        if (group < 0)
        {
            if (Count == capacity && weight == 0)
            {
                // Less than any that is here.
                _isFull = true;
                return false;
            }

            group = Count < capacity ? Append(key, slot) : Replace(key);
        }

        if (!_tallies[group].Add(in row))
        {
            throw new FlowCollectorException("CounterOverflow");
        }

        _estimates[group] = HeavyWeight.Add(_estimates[group], weight);
        SiftDown(_places[group]);
        return Names.Count > NamesPerPlace * capacity && RenewNames();
    }

    private int Find(ReadOnlySpan<ulong> key, out int slot)
    {
        slot = 0;
        if (_slots.Length == 0)
        {
            return -1;
        }

        for (slot = Home(key); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (KeyOf(_slots[slot] - 1).SequenceEqual(key))
            {
                return _slots[slot] - 1;
            }
        }

        return -1;
    }

    private int Home(ReadOnlySpan<ulong> key) => (int)(KeyHash.OfWords(key) >> 32) & (_slots.Length - 1);

    private int Append(ReadOnlySpan<ulong> key, int slot)
    {
        if (Count == _tallies.Length)
        {
            Grow();
            Find(key, out slot);
        }

        int group = Count++;
        key.CopyTo(_keys.AsSpan(group * _words));
        _tallies[group] = FlowTally.Empty;
        _slots[slot] = group + 1;
        _heap[group] = group;
        _places[group] = group;
        SiftUp(group);
        return group;
    }

    private int Replace(ReadOnlySpan<ulong> key)
    {
        _isFull = true;
        int group = _heap[0];
        Find(KeyOf(group), out int slot);
        Empty(slot);
        key.CopyTo(_keys.AsSpan(group * _words));
        Find(key, out slot);
        _slots[slot] = group + 1;
        _tallies[group] = FlowTally.Empty;
        _errors[group] = _estimates[group];
        return group;
    }

    /// <summary>Whatever would no longer be found behind the hole moves into it.</summary>
    private void Empty(int hole)
    {
        int mask = _slots.Length - 1;
        for (int next = (hole + 1) & mask; _slots[next] != 0; next = (next + 1) & mask)
        {
            int home = Home(KeyOf(_slots[next] - 1));
            if (((next - home) & mask) >= ((next - hole) & mask))
            {
                _slots[hole] = _slots[next];
                hole = next;
            }
        }

        _slots[hole] = 0;
    }

    private void Grow()
    {
        int length = Math.Min(capacity, Math.Max(16, _tallies.Length * 2));
        Array.Resize(ref _keys, length * _words);
        Array.Resize(ref _tallies, length);
        Array.Resize(ref _estimates, length);
        Array.Resize(ref _errors, length);
        Array.Resize(ref _heap, length);
        Array.Resize(ref _places, length);
        _slots = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length * 2)];
        FillSlots();
    }

    private void FillSlots()
    {
        for (int group = 0; group < Count; group++)
        {
            Find(KeyOf(group), out int slot);
            _slots[slot] = group + 1;
        }
    }

    private bool RenewNames()
    {
        var names = new KeyNames();
        var translation = new KeyTranslation(layout, Names, names);
        for (int group = 0; group < Count; group++)
        {
            translation.Translate(_keys.AsSpan(group * _words, _words));
        }

        Names = names;
        Array.Clear(_slots);
        FillSlots();
        return true;
    }

    private void SiftUp(int place)
    {
        while (place > 0 && _estimates[_heap[place]] < _estimates[_heap[(place - 1) / 2]])
        {
            Swap(place, (place - 1) / 2);
            place = (place - 1) / 2;
        }
    }

    private void SiftDown(int place)
    {
        while (true)
        {
            int lightest = place;
            for (int child = (2 * place) + 1; child <= (2 * place) + 2 && child < Count; child++)
            {
                lightest = _estimates[_heap[child]] < _estimates[_heap[lightest]] ? child : lightest;
            }

            if (lightest == place)
            {
                return;
            }

            Swap(place, lightest);
            place = lightest;
        }
    }

    private void Swap(int one, int other)
    {
        (_heap[one], _heap[other]) = (_heap[other], _heap[one]);
        _places[_heap[one]] = one;
        _places[_heap[other]] = other;
    }
}
