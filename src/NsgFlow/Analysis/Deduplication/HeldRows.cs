using System.Runtime.CompilerServices;

namespace NsgFlow.Analysis.Deduplication;

/// <summary>A row that waits until all are there that may say the same.</summary>
internal struct HeldRow
{
    public FlowRow Row;

    /// <summary>The place of another row of the same conversation; -1 for none.</summary>
    public int Next;

    /// <summary>Which of the connections, or attempts, of one moment in its list it belongs to.</summary>
    public int Ordinal;

    public RowFate Fate;
}

/// <summary>The rows that are held, in chunks that never move; what is let go makes room for others.</summary>
internal sealed class HeldRows
{
    // A chunk stays off the heap of large objects.
    private const int ChunkBits = 9;
    private const int ChunkMask = (1 << ChunkBits) - 1;

    private readonly List<HeldRow[]> _chunks = [];
    private int _used;
    private int _free = -1;

    public int Count { get; private set; }

    public ref HeldRow this[int place]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _chunks[place >> ChunkBits][place & ChunkMask];
    }

    /// <summary>Takes a place for a row, in front of another of its conversation.</summary>
    public int Add(in FlowRow row, int next)
    {
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
                _chunks.Add(new HeldRow[1 << ChunkBits]);
            }
        }

        ref HeldRow added = ref this[place];
        added.Row = row;
        added.Next = next;
        Count++;
        return place;
    }

    public void Remove(int place)
    {
        // What the row refers to must not be kept alive.
        this[place] = new HeldRow { Next = _free };
        _free = place;
        Count--;
    }
}
