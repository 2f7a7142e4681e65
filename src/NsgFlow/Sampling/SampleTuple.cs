using System.Runtime.InteropServices;

namespace NsgFlow.Sampling;

/// <summary>One tuple before it is text.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct SampleTuple
{
    /// <summary>Milliseconds since 1970; an NSG log cuts them to seconds.</summary>
    public long Time;

    /// <summary>The number of the flow this is a tuple of: one number through begin, continue and end.</summary>
    public long Flow;

    public SampleAddress Source;
    public SampleAddress Destination;
    public ushort SourcePort;
    public ushort DestinationPort;
    public FlowProtocol Protocol;
    public FlowDirection Direction;
    public FlowDecision Decision;

    /// <summary>Begin, Continue or End; that of a denied flow is Begin, as NSG version 2 has it.</summary>
    public FlowState State;

    public byte Encryption;
    public long PacketsSent;
    public long BytesSent;
    public long PacketsReceived;
    public long BytesReceived;

    public readonly bool HasStatistics => State is FlowState.Continue or FlowState.End;

    /// <summary>The state as the given kind of log writes it.</summary>
    public readonly FlowState StateIn(FlowLogKind kind) => kind switch
    {
        FlowLogKind.NsgV1 => FlowState.None,
        FlowLogKind.VNetV4 when Decision == FlowDecision.Deny => FlowState.Deny,
        _ => State,
    };

    /// <summary>The row that a decoder has to make of this tuple.</summary>
    public readonly FlowRow ToRow(FlowLogKind kind, long offset)
    {
        bool known = HasStatistics && kind != FlowLogKind.NsgV1;
        return new FlowRow
        {
            TimeMilliseconds = kind == FlowLogKind.VNetV4 ? Time : Time / 1000 * 1000,
            Source = new InternedAddress(Source.Address, AddressVerdict.None),
            Destination = new InternedAddress(Destination.Address, AddressVerdict.None),
            SourcePort = SourcePort,
            DestinationPort = DestinationPort,
            Protocol = Protocol,
            Direction = Direction,
            Decision = Decision,
            State = StateIn(kind),
            Kind = kind,
            Known = known ? FlowCounters.All : FlowCounters.None,
            Encryption = kind == FlowLogKind.VNetV4 ? SampleEncryption.Code(Encryption) : null,
            PacketsSent = known ? PacketsSent : 0,
            BytesSent = known ? BytesSent : 0,
            PacketsReceived = known ? PacketsReceived : 0,
            BytesReceived = known ? BytesReceived : 0,
            Offset = offset,
        };
    }
}
