using System.Runtime.InteropServices;

namespace NsgFlow.Analysis.Stitching;

/// <summary>What a key stands for: the same ends can have a connection, denials and stateless attempts at once.</summary>
internal enum ConnectionClass : byte
{
    /// <summary>Allowed, with begin, continue and end tuples.</summary>
    Stateful,

    /// <summary>Denied attempts.</summary>
    Denied,

    /// <summary>Allowed, of a layout without states.</summary>
    Attempt,
}

/// <summary>A connection in the table: open, or closed and remembered for a while to tell what repeats it.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct OpenConnection
{
    public FlowConnectionRow Row;

    /// <summary>The stitcher's clock when it was last heard of; the lists are in this order.</summary>
    public long Touched;

    /// <summary>The newest time among its tuples, in milliseconds.</summary>
    public long Newest;

    /// <summary>The time of the last tuple in the log's order, in milliseconds.</summary>
    public long LastTime;

    /// <summary>What the last tuple said beside its key, as a number.</summary>
    public ulong LastContent;

    /// <summary>Milliseconds of missing hours that had passed when it was last heard of.</summary>
    public long Missing;

    public uint Hash;

    /// <summary>The neighbours in its list, or the next free place; -1 for none.</summary>
    public int Next;
    public int Previous;

    public ConnectionClass Class;
    public bool IsLingering;

    /// <summary>Whether it was written already.</summary>
    public bool IsClosed;
}
