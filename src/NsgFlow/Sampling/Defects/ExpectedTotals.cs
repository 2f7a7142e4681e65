using System.Globalization;

namespace NsgFlow.Sampling.Defects;

/// <summary>Totals of the tuples that a reader must decode.</summary>
internal sealed class ExpectedTotals
{
    public long Tuples { get; private set; }

    /// <summary>By the letter of the state; <c>none</c> where the layout has no state.</summary>
    public SortedDictionary<string, long> ByState { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> ByDecision { get; } = new(StringComparer.Ordinal);

    /// <summary>By IANA number.</summary>
    public SortedDictionary<string, long> ByProtocol { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> ByDirection { get; } = new(StringComparer.Ordinal);

    /// <summary>By the name of the layout.</summary>
    public SortedDictionary<string, long> ByKind { get; } = new(StringComparer.Ordinal);

    /// <summary>By the name of each mark; a tuple with several counts in each, one without counts as None.</summary>
    public SortedDictionary<string, long> ByDeviation { get; } = new(StringComparer.Ordinal);

    public long PacketsSent { get; private set; }

    public long BytesSent { get; private set; }

    public long PacketsReceived { get; private set; }

    public long BytesReceived { get; private set; }

    /// <summary>Tuples of which no counter is known.</summary>
    public long WithoutCounters { get; private set; }

    public void Count(in FlowRow row, FlowDeviation deviation)
    {
        Tuples++;
        Add(ByState, row.State switch
        {
            FlowState.None => "none",
            FlowState.Begin => "B",
            FlowState.Continue => "C",
            FlowState.End => "E",
            _ => "D",
        });
        Add(ByDecision, row.Decision == FlowDecision.Allow ? "A" : "D");
        Add(ByProtocol, ((int)row.Protocol).ToString(CultureInfo.InvariantCulture));
        Add(ByDirection, row.Direction == FlowDirection.Inbound ? "I" : "O");
        Add(ByKind, row.Kind.ToString());
        if (deviation == FlowDeviation.None)
        {
            Add(ByDeviation, nameof(FlowDeviation.None));
        }

        foreach (FlowDeviation mark in Enum.GetValues<FlowDeviation>())
        {
            if (mark != FlowDeviation.None && deviation.HasFlag(mark))
            {
                Add(ByDeviation, mark.ToString());
            }
        }

        // What is unknown holds 0.
        PacketsSent += row.PacketsSent;
        BytesSent += row.BytesSent;
        PacketsReceived += row.PacketsReceived;
        BytesReceived += row.BytesReceived;
        WithoutCounters += row.Known == FlowCounters.None ? 1 : 0;
    }

    public void Add(ExpectedTotals other)
    {
        Tuples += other.Tuples;
        Merge(ByState, other.ByState);
        Merge(ByDecision, other.ByDecision);
        Merge(ByProtocol, other.ByProtocol);
        Merge(ByDirection, other.ByDirection);
        Merge(ByKind, other.ByKind);
        Merge(ByDeviation, other.ByDeviation);
        PacketsSent += other.PacketsSent;
        BytesSent += other.BytesSent;
        PacketsReceived += other.PacketsReceived;
        BytesReceived += other.BytesReceived;
        WithoutCounters += other.WithoutCounters;
    }

    private static void Add(SortedDictionary<string, long> counts, string name, long count = 1) =>
        counts[name] = counts.GetValueOrDefault(name) + count;

    private static void Merge(SortedDictionary<string, long> counts, SortedDictionary<string, long> others)
    {
        foreach ((string name, long count) in others)
        {
            Add(counts, name, count);
        }
    }
}
