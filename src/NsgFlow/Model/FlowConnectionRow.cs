using System.Runtime.InteropServices;

namespace NsgFlow;

/// <summary>
/// A connection as it is put together, without an object of its own; <see cref="FlowConnection"/> is made of it when
/// it is written.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct FlowConnectionRow
{
    private const int LastServicePort = 1023;
    private const int FirstClientPort = 32_768;

    // A SYN, its acknowledgement and a reset, with room for a repeat; none of them carries anything.
    private const int MostHandshakeSent = 3;
    private const int MostHandshakeReceived = 2;
    private const int MostHeaderBytes = 60;

    /// <summary>What the first tuple shares with its group: rule, rule set, interface, file.</summary>
    public FlowGroup Group;

    public InternedAddress Source;
    public InternedAddress Destination;

    /// <summary>The encryption code of the first tuple that has one.</summary>
    public string? Encryption;

    /// <summary>The files it was read from, in order; null while it is the group's alone.</summary>
    public string[]? Sources;

    /// <summary>Milliseconds since 1970-01-01T00:00:00Z of the first tuple.</summary>
    public long Start;

    /// <summary>Milliseconds since 1970-01-01T00:00:00Z of the newest tuple, or of the end.</summary>
    public long End;

    public long PacketsSent;
    public long BytesSent;
    public long PacketsReceived;
    public long BytesReceived;

    /// <summary>Tuples that were counted.</summary>
    public int Records;

    /// <summary>Continue and end tuples without all four counters.</summary>
    public int UnknownCounters;

    public int Attempts;

    /// <summary>Tuples left out because they repeat one that was counted.</summary>
    public int Duplicates;

    /// <summary>Which of the connections with the same ends and the same start it is, from 0.</summary>
    public int Ordinal;

    public ushort SourcePort;
    public ushort DestinationPort;
    public FlowProtocol Protocol;
    public FlowDirection Direction;
    public FlowDecision Decision;
    public FlowLogKind Kind;
    public FlowState FirstState;
    public FlowState LastState;
    public FlowConnectionStart StartKind;
    public FlowConnectionEnd EndKind;

    /// <summary>Which counters are known of at least one tuple; the others hold 0 and mean nothing.</summary>
    public FlowCounters Known;

    public FlowConnectionNotes Notes;

    /// <summary>Milliseconds from start to end; -1 where the log has the end before the start.</summary>
    public readonly long Duration => End >= Start ? End - Start : -1;

    /// <summary>Bytes of both directions as far as they are known; -1 where neither is.</summary>
    public readonly long Bytes =>
        (Known & (FlowCounters.BytesSent | FlowCounters.BytesReceived)) == 0 ? -1 : Sum(BytesSent, BytesReceived);

    /// <summary>No counter is negative; a sum beyond 64 bits stays at the largest number rather than turn into one.</summary>
    public static long Sum(long one, long other) => one > long.MaxValue - other ? long.MaxValue : one + other;

    public readonly FlowReply Reply
    {
        get
        {
            if ((PacketsReceived | BytesReceived) != 0)
            {
                return FlowReply.Yes;
            }

            // Zero is an answer only where all was measured: what came before the log, or in a gap, is not.
            return IsWhole && (Known & (FlowCounters.PacketsReceived | FlowCounters.BytesReceived)) != 0 ? FlowReply.No : FlowReply.Unknown;
        }
    }

    /// <summary>
    /// Whether it is an attempt that came to nothing: denied; ended with nothing received though something was sent;
    /// or over after a handshake's headers alone.
    /// </summary>
    public readonly bool IsFailed =>
        Decision == FlowDecision.Deny
        || (IsWhole && Known == FlowCounters.All && PacketsSent > 0 && ((EndKind == FlowConnectionEnd.End && PacketsReceived == 0) || IsHeaderOnly));

    public readonly bool IsDirectionSuspect =>
        StartKind == FlowConnectionStart.MidStream && SourcePort <= LastServicePort && DestinationPort >= FirstClientPort;

    private readonly bool IsWhole =>
        StartKind == FlowConnectionStart.Begin && UnknownCounters == 0 && (Notes & FlowConnectionNotes.Gap) == 0;

    private readonly bool IsHeaderOnly =>
        Protocol == FlowProtocol.TCP
        && EndKind is FlowConnectionEnd.End or FlowConnectionEnd.Superseded or FlowConnectionEnd.TimedOut
        && PacketsSent <= MostHandshakeSent
        && PacketsReceived <= MostHandshakeReceived
        && BytesSent <= PacketsSent * MostHeaderBytes
        && BytesReceived <= PacketsReceived * MostHeaderBytes;
}
