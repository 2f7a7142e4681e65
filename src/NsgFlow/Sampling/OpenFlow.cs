using System.Runtime.InteropServices;

namespace NsgFlow.Sampling;

/// <summary>A flow between its begin and its end.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct OpenFlow
{
    public long Number;

    /// <summary>Milliseconds since 1970 of its begin.</summary>
    public long Start;

    /// <summary>Milliseconds since 1970 of the tuple before; counters are what was added since.</summary>
    public long LastTime;

    /// <summary>What the flow is known by while it is open; see <see cref="KeyOf"/>.</summary>
    public ulong Key;

    public ushort SourcePort;
    public ushort DestinationPort;
    public int Peer;
    public byte Class;
    public byte Encryption;
    public bool HasContinued;

    /// <summary>Peer, ports, protocol and direction in one number. The inner address follows from the peer's family.</summary>
    public static ulong KeyOf(int peer, int sourcePort, int destinationPort, FlowProtocol protocol, FlowDirection direction) =>
        ((ulong)peer << 34) | ((ulong)sourcePort << 18) | ((ulong)destinationPort << 2)
        | (protocol == FlowProtocol.TCP ? 2UL : 0) | (direction == FlowDirection.Inbound ? 1UL : 0);
}
