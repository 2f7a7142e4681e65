namespace NsgFlow.Sampling;

/// <summary>The open flows of one interface, by their end: a binary heap over slots, with a limit.</summary>
internal sealed class OpenFlows
{
    private readonly (long End, int Slot)[] _heap;
    private readonly OpenFlow[] _slots;
    private readonly Stack<int> _free = new();
    private readonly HashSet<ulong> _keys = [];

    public OpenFlows(int limit)
    {
        _heap = new (long, int)[limit];
        _slots = new OpenFlow[limit];
        for (int i = limit - 1; i >= 0; i--)
        {
            _free.Push(i);
        }
    }

    public int Count { get; private set; }

    public bool IsFull => Count == _heap.Length;

    /// <summary>When the next flow ends; the end of time if none is open.</summary>
    public long NextEnd => Count == 0 ? long.MaxValue : _heap[0].End;

    /// <summary>The open flows, in an order that only what happened before decides.</summary>
    public ref OpenFlow this[int index] => ref _slots[_heap[index].Slot];

    /// <summary>No flow may begin that has the key of an open one: nobody could tell the two apart.</summary>
    public bool Contains(ulong key) => _keys.Contains(key);

    public void Add(in OpenFlow flow, long end)
    {
        int slot = _free.Pop();
        _slots[slot] = flow;
        _keys.Add(flow.Key);
        Rise(Count++, (end, slot));
    }

    /// <summary>Gives the flow that would end next another end.</summary>
    public void Postpone(long end) => Sink((end, _heap[0].Slot));

    /// <summary>Removes the flow that ends next.</summary>
    public OpenFlow Remove()
    {
        int slot = _heap[0].Slot;
        (long, int) moved = _heap[--Count];
        if (Count > 0)
        {
            Sink(moved);
        }

        _free.Push(slot);
        _keys.Remove(_slots[slot].Key);
        return _slots[slot];
    }

    private void Rise(int place, (long End, int Slot) item)
    {
        while (place > 0)
        {
            int parent = (place - 1) / 2;
            if (_heap[parent].End <= item.End)
            {
                break;
            }

            _heap[place] = _heap[parent];
            place = parent;
        }

        _heap[place] = item;
    }

    private void Sink((long End, int Slot) item)
    {
        int place = 0;
        while (true)
        {
            int child = (place * 2) + 1;
            if (child >= Count)
            {
                break;
            }

            if (child + 1 < Count && _heap[child + 1].End < _heap[child].End)
            {
                child++;
            }

            if (item.End <= _heap[child].End)
            {
                break;
            }

            _heap[place] = _heap[child];
            place = child;
        }

        _heap[place] = item;
    }
}
