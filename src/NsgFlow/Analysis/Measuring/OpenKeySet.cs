namespace NsgFlow.Analysis.Measuring;

/// <summary>The connections of one network interface that were open when its last source ended, in little memory.</summary>
internal sealed class OpenKeySet(string macAddress)
{
    private ulong[] _slots = [];
    private int _count;

    public string MacAddress { get; } = macAddress;

    /// <summary>How much memory it takes, in words.</summary>
    public int Places => _slots.Length;

    public bool Contains(ulong key) => _count > 0 && _slots[Find(key)] == key;

    /// <summary>Makes room for more at once.</summary>
    public void Reserve(int more)
    {
        int needed = _count + more;
        if (needed > Room(_slots.Length))
        {
            // Two thirds full at most, and no more room than that: there are many of these.
            Resize(Math.Max(16, needed + (needed / 2) + 1));
        }
    }

    /// <summary>Adds a key; <see cref="Reserve"/> has made room for it.</summary>
    public void Add(ulong key)
    {
        int place = Find(key);
        if (_slots[place] == 0)
        {
            _slots[place] = key;
            _count++;
        }
    }

    public void Remove(ulong key)
    {
        if (_count == 0)
        {
            return;
        }

        int place = Find(key);
        if (_slots[place] == 0)
        {
            return;
        }

        // Whatever would no longer be found behind the hole moves into it.
        int hole = place;
        for (int next = Next(hole); _slots[next] != 0; next = Next(next))
        {
            int home = Home(_slots[next]);
            bool isReached = hole <= next ? home > hole && home <= next : home > hole || home <= next;
            if (!isReached)
            {
                _slots[hole] = _slots[next];
                hole = next;
            }
        }

        _slots[hole] = 0;
        _count--;
    }

    private static int Room(int places) => (int)(places * 2L / 3);

    private int Find(ulong key)
    {
        int place = Home(key);
        while (_slots[place] != 0 && _slots[place] != key)
        {
            place = Next(place);
        }

        return place;
    }

    private int Home(ulong key) => (int)((key >> 32) * (ulong)_slots.Length >> 32);

    private int Next(int place) => place + 1 == _slots.Length ? 0 : place + 1;

    private void Resize(int places)
    {
        ulong[] old = _slots;
        _slots = new ulong[places];
        foreach (ulong key in old)
        {
            if (key != 0)
            {
                _slots[Find(key)] = key;
            }
        }
    }
}
