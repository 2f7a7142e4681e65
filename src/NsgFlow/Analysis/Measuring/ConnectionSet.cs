using System.Buffers;
using System.Runtime.CompilerServices;

namespace NsgFlow.Analysis.Measuring;

/// <summary>
/// The connections of one network interface in one source, as 62 bits of a hash each: which begin there with a
/// continuation or an end, and which are open at its end.
/// </summary>
/// <remarks>
/// Two of n connections of an interface are taken for one with a chance of n² in 2^63: of a million connections, one
/// in nine million.
/// </remarks>
internal sealed class ConnectionSet
{
    /// <summary>The last tuple was a begin or a continuation.</summary>
    public const ulong Open = 1;

    /// <summary>The first tuple was a continuation or an end.</summary>
    public const ulong Continued = 2;

    public const ulong Flags = Open | Continued;

    private const int FirstBits = 8;

    private ulong[] _slots = new ulong[1 << FirstBits];
    private int _shift = 64 - FirstBits;
    private ulong[] _continued = [];
    private int[] _groups = [];
    private int _continuedCount;

    public int Count { get; private set; }

    /// <summary>Whether the next connection is one too many to be kept.</summary>
    public bool IsFull { get; set; }

    /// <summary>How many tuples belong to connections that were too many.</summary>
    public long LeftOut { get; set; }

    /// <summary>Takes a tuple of a connection.</summary>
    /// <param name="hash">Of the connection.</param>
    /// <param name="state">Begin, Continue or End.</param>
    /// <param name="group">The number of the group it is counted in.</param>
    /// <returns>Whether the connection was new.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(ulong hash, FlowState state, int group)
    {
        ulong open = state == FlowState.End ? 0 : Open;

        // Never 0, which is an empty place.
        ulong key = hash & ~Flags | 4;
        ulong[] slots = _slots;
        int place = (int)(hash >> _shift);
        while (true)
        {
            ulong slot = slots[place];
            if ((slot & ~Flags) == key)
            {
                slots[place] = (slot & ~Open) | open;
                return false;
            }

            if (slot == 0)
            {
                return AddNew(key | open, place, state, group);
            }

            place = (place + 1) & (slots.Length - 1);
        }
    }

    /// <summary>Gives out what was found, and starts over.</summary>
    public ConnectionChanges Take(string macAddress)
    {
        ulong[] keys = ArrayPool<ulong>.Shared.Rent(Count);
        int count = 0;
        foreach (ulong slot in _slots)
        {
            if (slot != 0)
            {
                keys[count++] = slot;
            }
        }

        ulong[] continued = ArrayPool<ulong>.Shared.Rent(_continuedCount);
        int[] groups = ArrayPool<int>.Shared.Rent(_continuedCount);
        _continued.AsSpan(0, _continuedCount).CopyTo(continued);
        _groups.AsSpan(0, _continuedCount).CopyTo(groups);
        var changes = new ConnectionChanges(macAddress, keys, count, continued, groups, _continuedCount);
        Reset(count);
        return changes;
    }

    /// <summary>The next source is mostly as long as the last, so that its table need not grow.</summary>
    private void Reset(int count)
    {
        if (count * 8 < _slots.Length && _slots.Length > 1 << FirstBits)
        {
            _slots = new ulong[_slots.Length / 2];
            _shift++;
        }
        else
        {
            Array.Clear(_slots);
        }

        Count = 0;
        _continuedCount = 0;
        IsFull = false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AddNew(ulong slot, int place, FlowState state, int group)
    {
        if (IsFull)
        {
            LeftOut++;
            return false;
        }

        if (state != FlowState.Begin)
        {
            if (_continuedCount == _continued.Length)
            {
                Array.Resize(ref _continued, Math.Max(64, _continuedCount * 2));
                Array.Resize(ref _groups, _continued.Length);
            }

            _continued[_continuedCount] = slot & ~Flags;
            _groups[_continuedCount++] = group;
            slot |= Continued;
        }

        _slots[place] = slot;
        if (++Count * 4L >= _slots.Length * 3L)
        {
            Grow();
        }

        return true;
    }

    private void Grow()
    {
        ulong[] old = _slots;
        _slots = new ulong[old.Length * 2];
        _shift--;
        foreach (ulong slot in old)
        {
            if (slot != 0)
            {
                int place = (int)(slot >> _shift);
                while (_slots[place] != 0)
                {
                    place = (place + 1) & (_slots.Length - 1);
                }

                _slots[place] = slot;
            }
        }
    }
}
