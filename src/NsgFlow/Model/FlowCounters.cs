namespace NsgFlow;

/// <summary>Which of a flow's four counters are known. An unknown counter is not zero.</summary>
[Flags]
internal enum FlowCounters : byte
{
    None = 0,
    PacketsSent = 1,
    BytesSent = 2,
    PacketsReceived = 4,
    BytesReceived = 8,
    Sent = PacketsSent | BytesSent,
    All = PacketsSent | BytesSent | PacketsReceived | BytesReceived,
}
