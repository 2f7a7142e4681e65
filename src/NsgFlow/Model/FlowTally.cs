using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NsgFlow;

/// <summary>What is counted of a group. Adding rows and tallies gives the same in any order.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct FlowTally
{
    /// <summary>None, Begin and Deny: the states of a tuple that stands for a whole flow. One bit each.</summary>
    private const uint FlowStates = (1u << (int)FlowState.None) | (1u << (int)FlowState.Begin) | (1u << (int)FlowState.Deny);

    /// <summary>The states of tuples that have counters, or should have.</summary>
    private const uint CountedStates = ~((1u << (int)FlowState.Begin) | (1u << (int)FlowState.Deny));

    /// <summary>What there is before anything was added; what is not set says that there was a first row long ago.</summary>
    public static FlowTally Empty => new() { FirstSeen = long.MaxValue, LastSeen = long.MinValue };

    public long Rows;
    public long Allowed;
    public long Denied;
    public long UnknownCounters;
    public long PacketsSent;
    public long BytesSent;
    public long PacketsReceived;
    public long BytesReceived;

    /// <summary>In milliseconds since 1970; means nothing where there are no rows.</summary>
    public long FirstSeen;
    public long LastSeen;

    /// <summary>Which counters are known in any row.</summary>
    public FlowCounters Known;

    public readonly long? Packets => BothWays(FlowCounters.PacketsSent, PacketsSent, FlowCounters.PacketsReceived, PacketsReceived);

    public readonly long? Bytes => BothWays(FlowCounters.BytesSent, BytesSent, FlowCounters.BytesReceived, BytesReceived);

    /// <summary>Whether a sum went beyond 63 bits. All that is added is positive, so that one look afterwards is enough.</summary>
    public readonly bool HasOverflown => (PacketsSent | BytesSent | PacketsReceived | BytesReceived) < 0;

    /// <summary>Whether a sum of both ways goes beyond 63 bits.</summary>
    public readonly bool BothWaysOverflow => unchecked((PacketsSent + PacketsReceived) | (BytesSent + BytesReceived)) < 0;

    /// <summary>Adds a row. Nothing in here branches by what the row holds, which nobody can foretell.</summary>
    /// <returns>Whether all sums are within 63 bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(in FlowRow row)
    {
        uint flow = FlowStates >> (int)row.State & 1;
        uint denied = flow & (uint)row.Decision;
        uint unknown = CountedStates >> (int)row.State & (row.Known == FlowCounters.All ? 0u : 1u);
        long time = row.TimeMilliseconds;
        Rows++;
        Allowed += flow - denied;
        Denied += denied;
        UnknownCounters += unknown;
        FirstSeen = time < FirstSeen ? time : FirstSeen;
        LastSeen = time > LastSeen ? time : LastSeen;
        Known |= row.Known;
        PacketsSent += row.PacketsSent;
        BytesSent += row.BytesSent;
        PacketsReceived += row.PacketsReceived;
        BytesReceived += row.BytesReceived;
        return !HasOverflown;
    }

    /// <returns>Whether all sums are within 63 bits.</returns>
    public bool Add(in FlowTally other)
    {
        FirstSeen = Math.Min(FirstSeen, other.FirstSeen);
        LastSeen = Math.Max(LastSeen, other.LastSeen);
        Rows += other.Rows;
        Allowed += other.Allowed;
        Denied += other.Denied;
        UnknownCounters += other.UnknownCounters;
        Known |= other.Known;
        PacketsSent += other.PacketsSent;
        BytesSent += other.BytesSent;
        PacketsReceived += other.PacketsReceived;
        BytesReceived += other.BytesReceived;
        return !HasOverflown;
    }

    private readonly long? BothWays(FlowCounters one, long sum, FlowCounters other, long otherSum) =>
        (Known & (one | other)) == 0 ? null
        : ((Known & one) != 0 ? sum : 0) + ((Known & other) != 0 ? otherSum : 0);
}
