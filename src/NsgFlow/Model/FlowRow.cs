using System.Runtime.InteropServices;

namespace NsgFlow;

/// <summary>The decoded fields of one tuple, without a single object of its own: what a batch is made of.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct FlowRow
{
    /// <summary>Milliseconds since 1970-01-01T00:00:00Z.</summary>
    public long TimeMilliseconds;

    public FlowGroup Group;
    public InternedAddress Source;
    public InternedAddress Destination;
    public ushort SourcePort;
    public ushort DestinationPort;
    public FlowProtocol Protocol;
    public FlowDirection Direction;
    public FlowDecision Decision;
    public FlowState State;
    public FlowLogKind Kind;

    /// <summary>Which counters are known; the others hold 0 and mean nothing.</summary>
    public FlowCounters Known;

    public FlowDeviation Deviation;

    /// <summary>The encryption code, interned; null in NSG layouts.</summary>
    public string? Encryption;

    public long PacketsSent;
    public long BytesSent;
    public long PacketsReceived;
    public long BytesReceived;

    /// <summary>A hash of the ends, the ports, the protocol and the direction; see <see cref="KeyHash.OfKey(in FlowRow)"/>.</summary>
    public ulong Connection;

    /// <summary>The byte offset of the tuple's first character in its source.</summary>
    public long Offset;
}
