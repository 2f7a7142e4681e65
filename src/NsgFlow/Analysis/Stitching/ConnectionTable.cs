using System.Runtime.CompilerServices;

namespace NsgFlow.Analysis.Stitching;

/// <summary>
/// The connections of one interface by their key, and in two lists by when they were last heard of: those that are
/// open, and those that linger. Open addressing over the hashes; the connections themselves never move.
/// </summary>
internal sealed class ConnectionTable
{
    // A chunk stays off the heap of large objects.
    private const int ChunkBits = 8;
    private const int ChunkMask = (1 << ChunkBits) - 1;

    private readonly List<OpenConnection[]> _chunks = [];
    private readonly Ends[] _lists = [Ends.None, Ends.None];
    private Slot[] _slots = new Slot[256];
    private int _used;
    private int _free = -1;

    public int Count { get; private set; }

    /// <summary>How many connections there is memory for.</summary>
    public int Capacity => _chunks.Count << ChunkBits;

    /// <summary>The place that was touched longest ago in a list; -1 where it is empty.</summary>
    public int Oldest(bool lingering) => _lists[lingering ? 1 : 0].First;

    public ref OpenConnection this[int place]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _chunks[place >> ChunkBits][place & ChunkMask];
    }

    /// <summary>The place of the connection with the key of a row; -1 where there is none.</summary>
    public int Find(in FlowRow row, ConnectionClass kind, uint hash)
    {
        Slot[] slots = _slots;
        uint mask = (uint)slots.Length - 1;
        for (uint index = hash & mask; ; index = (index + 1) & mask)
        {
            Slot slot = slots[index];
            if (slot.Place == 0)
            {
                return -1;
            }

            if (slot.Hash == hash && Matches(ref this[slot.Place - 1], in row, kind))
            {
                return slot.Place - 1;
            }
        }
    }

    /// <summary>Takes a place for a new key. It is in no list and holds nothing yet.</summary>
    public int Add(uint hash)
    {
        if ((Count + 1) * 2 > _slots.Length)
        {
            Grow();
        }

        int place = _free;
        if (place >= 0)
        {
            _free = this[place].Next;
        }
        else
        {
            place = _used++;
            if (place >> ChunkBits == _chunks.Count)
            {
                _chunks.Add(new OpenConnection[1 << ChunkBits]);
            }
        }

        ref OpenConnection added = ref this[place];
        added.Hash = hash;
        Insert(_slots, hash, place + 1);
        Count++;
        return place;
    }

    public void Remove(int place)
    {
        Unlink(place);
        ref OpenConnection removed = ref this[place];
        RemoveSlot(removed.Hash, place + 1);
        removed = default;
        removed.Next = _free;
        _free = place;
        Count--;
    }

    /// <summary>Makes an empty table as good as new, but for the memory it has.</summary>
    public void Reset()
    {
        if (Count != 0)
        {
            throw new InvalidOperationException("The table is not empty.");
        }

        // Places are given out from the first again, so that neighbours in time are neighbours in memory.
        _used = 0;
        _free = -1;
    }

    /// <summary>Puts a place at the young end of a list.</summary>
    public void Append(int place, bool lingering)
    {
        ref Ends list = ref _lists[lingering ? 1 : 0];
        ref OpenConnection entry = ref this[place];
        entry.IsLingering = lingering;
        entry.Previous = list.Last;
        entry.Next = -1;
        if (list.Last >= 0)
        {
            this[list.Last].Next = place;
        }
        else
        {
            list.First = place;
        }

        list.Last = place;
    }

    public void Unlink(int place)
    {
        ref OpenConnection entry = ref this[place];
        ref Ends list = ref _lists[entry.IsLingering ? 1 : 0];
        if (entry.Previous >= 0)
        {
            this[entry.Previous].Next = entry.Next;
        }
        else
        {
            list.First = entry.Next;
        }

        if (entry.Next >= 0)
        {
            this[entry.Next].Previous = entry.Previous;
        }
        else
        {
            list.Last = entry.Previous;
        }
    }

    // Addresses are compared as numbers: the tables that intern them may start over between two tuples.
    private static bool Matches(ref OpenConnection entry, in FlowRow row, ConnectionClass kind) =>
        entry.Row.SourcePort == row.SourcePort
        && entry.Row.DestinationPort == row.DestinationPort
        && entry.Row.Protocol == row.Protocol
        && entry.Row.Direction == row.Direction
        && entry.Class == kind
        && (ReferenceEquals(entry.Row.Source, row.Source) || entry.Row.Source.Address.Equals(row.Source.Address))
        && (ReferenceEquals(entry.Row.Destination, row.Destination) || entry.Row.Destination.Address.Equals(row.Destination.Address));

    private static void Insert(Slot[] slots, uint hash, int place)
    {
        uint mask = (uint)slots.Length - 1;
        uint index = hash & mask;
        while (slots[index].Place != 0)
        {
            index = (index + 1) & mask;
        }

        slots[index] = new Slot(hash, place);
    }

    private void RemoveSlot(uint hash, int place)
    {
        Slot[] slots = _slots;
        uint mask = (uint)slots.Length - 1;
        uint hole = hash & mask;
        while (slots[hole].Place != place)
        {
            hole = (hole + 1) & mask;
        }

        // What stands behind the hole moves into it, unless that would be before the place where its search begins.
        for (uint next = (hole + 1) & mask; slots[next].Place != 0; next = (next + 1) & mask)
        {
            if (((next - slots[next].Hash) & mask) >= ((next - hole) & mask))
            {
                slots[hole] = slots[next];
                hole = next;
            }
        }

        slots[hole] = default;
    }

    private void Grow()
    {
        var slots = new Slot[_slots.Length * 2];
        foreach (Slot slot in _slots)
        {
            if (slot.Place != 0)
            {
                Insert(slots, slot.Hash, slot.Place);
            }
        }

        _slots = slots;
    }

    /// <param name="Hash">The key's hash.</param>
    /// <param name="Place">The place and one; 0 for none.</param>
    private readonly record struct Slot(uint Hash, int Place);

    private struct Ends
    {
        public static Ends None => new() { First = -1, Last = -1 };

        public int First;
        public int Last;
    }
}
