namespace NsgFlow.Analysis.Tracing;

/// <summary>What makes flows one conversation: all but the source port, which changes with every attempt.</summary>
internal readonly record struct ConversationKey(FlowAddress Source, FlowAddress Destination, ushort DestinationPort, FlowProtocol Protocol)
    : IComparable<ConversationKey>
{
    public int CompareTo(ConversationKey other)
    {
        int order = Source.CompareTo(other.Source);
        order = order != 0 ? order : Destination.CompareTo(other.Destination);
        order = order != 0 ? order : DestinationPort.CompareTo(other.DestinationPort);
        return order != 0 ? order : Protocol.CompareTo(other.Protocol);
    }
}
