namespace NsgFlow.Analysis.Tracing;

/// <summary>What is kept of the rows of a point. Adding rows and merging tallies give the same in any order.</summary>
internal sealed class PointTally
{
    private FlowCounters _known;
    private long _packetsSent;
    private long _bytesSent;
    private long _packetsReceived;
    private long _bytesReceived;

    public long Attempts { get; private set; }

    public long Rows { get; private set; }

    /// <summary>In milliseconds, as are the other times.</summary>
    public long FirstSeen { get; private set; } = long.MaxValue;

    public long LastSeen { get; private set; } = long.MinValue;

    public long FirstAttempt { get; private set; } = long.MaxValue;

    public long LastAttempt { get; private set; } = long.MinValue;

    /// <summary>The last row that counted packets back.</summary>
    public long LastReply { get; private set; } = long.MinValue;

    /// <summary>Whether a row counted packets sent and none back.</summary>
    public bool HasUnanswered { get; private set; }

    /// <summary>The minutes of attempts.</summary>
    public MinuteSet Attempted { get; } = new();

    /// <summary>The minutes of rows about flows opened before.</summary>
    public MinuteSet Continued { get; } = new();

    public bool HasCounters => _known != FlowCounters.None;

    public FlowReply Reply =>
        LastReply > long.MinValue ? FlowReply.Yes
        : HasUnanswered ? FlowReply.No
        : FlowReply.Unknown;

    public void Add(in FlowRow row)
    {
        Rows++;
        FirstSeen = Math.Min(FirstSeen, row.TimeMilliseconds);
        LastSeen = Math.Max(LastSeen, row.TimeMilliseconds);
        if (row.State is FlowState.Continue or FlowState.End)
        {
            Continued.Add(MinuteSet.MinuteOf(row.TimeMilliseconds));
        }
        else
        {
            Attempts++;
            FirstAttempt = Math.Min(FirstAttempt, row.TimeMilliseconds);
            LastAttempt = Math.Max(LastAttempt, row.TimeMilliseconds);
            Attempted.Add(MinuteSet.MinuteOf(row.TimeMilliseconds));
        }

        if (row.Known != FlowCounters.None)
        {
            AddCounters(in row);
        }
    }

    public void Merge(PointTally other)
    {
        Attempts += other.Attempts;
        Rows += other.Rows;
        FirstSeen = Math.Min(FirstSeen, other.FirstSeen);
        LastSeen = Math.Max(LastSeen, other.LastSeen);
        FirstAttempt = Math.Min(FirstAttempt, other.FirstAttempt);
        LastAttempt = Math.Max(LastAttempt, other.LastAttempt);
        LastReply = Math.Max(LastReply, other.LastReply);
        HasUnanswered |= other.HasUnanswered;
        Attempted.UnionWith(other.Attempted);
        Continued.UnionWith(other.Continued);
        _known |= other._known;
        _packetsSent = Sum(_packetsSent, other._packetsSent);
        _bytesSent = Sum(_bytesSent, other._bytesSent);
        _packetsReceived = Sum(_packetsReceived, other._packetsReceived);
        _bytesReceived = Sum(_bytesReceived, other._bytesReceived);
    }

    public FlowTracePoint ToPoint(in PointKey key) => new()
    {
        Kind = key.Kind,
        MacAddress = key.MacAddress,
        AclId = key.AclId,
        NetworkSecurityGroup = key.NetworkSecurityGroup,
        Rule = key.Rule,
        Encryption = key.Encryption,
        Direction = key.Direction,
        Decision = key.Decision,
        Attempts = Attempts,
        Rows = Rows,
        Reply = key.Decision == FlowDecision.Allow ? Reply : null,
        PacketsSent = Known(FlowCounters.PacketsSent, _packetsSent),
        BytesSent = Known(FlowCounters.BytesSent, _bytesSent),
        PacketsReceived = Known(FlowCounters.PacketsReceived, _packetsReceived),
        BytesReceived = Known(FlowCounters.BytesReceived, _bytesReceived),
        FirstSeen = DateTimeOffset.FromUnixTimeMilliseconds(FirstSeen),
        LastSeen = DateTimeOffset.FromUnixTimeMilliseconds(LastSeen),
        LastReply = LastReply > long.MinValue ? DateTimeOffset.FromUnixTimeMilliseconds(LastReply) : null,
    };

    private void AddCounters(in FlowRow row)
    {
        _known |= row.Known;
        _packetsSent = Sum(_packetsSent, Of(row.Known, FlowCounters.PacketsSent, row.PacketsSent));
        _bytesSent = Sum(_bytesSent, Of(row.Known, FlowCounters.BytesSent, row.BytesSent));
        long packetsReceived = Of(row.Known, FlowCounters.PacketsReceived, row.PacketsReceived);
        long bytesReceived = Of(row.Known, FlowCounters.BytesReceived, row.BytesReceived);
        _packetsReceived = Sum(_packetsReceived, packetsReceived);
        _bytesReceived = Sum(_bytesReceived, bytesReceived);
        if (packetsReceived > 0 || bytesReceived > 0)
        {
            LastReply = Math.Max(LastReply, row.TimeMilliseconds);
        }
        else if ((row.Known & FlowCounters.PacketsReceived) != 0 && Of(row.Known, FlowCounters.PacketsSent, row.PacketsSent) > 0)
        {
            // An end with all counters zero tells nothing: the rows before it have counted.
            HasUnanswered = true;
        }
    }

    private static long Of(FlowCounters known, FlowCounters counter, long value) => (known & counter) != 0 ? value : 0;

    /// <summary>Counters are never negative; a sum that no number of 63 bits holds stays at the largest, in any order.</summary>
    private static long Sum(long a, long b) => b > long.MaxValue - a ? long.MaxValue : a + b;

    private long? Known(FlowCounters counter, long sum) => (_known & counter) != 0 ? sum : null;
}
