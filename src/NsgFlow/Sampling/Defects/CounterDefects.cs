using NsgFlow.Tuples;

namespace NsgFlow.Sampling.Defects;

internal sealed class CountersWithoutStatisticsDefect : ITupleDefect
{
    public SampleDefect Defect => SampleDefect.CountersWithoutStatistics;

    public FlowDeviation Deviation => FlowDeviation.CountersWithoutStatistics;

    public bool AppliesTo(FlowLogKind kind) => kind != FlowLogKind.NsgV1;

    public bool Fits(FlowLogKind kind, in SampleTuple tuple) => !tuple.HasStatistics;

    public string? Plant(TupleSite site)
    {
        DraftTuple tuple = site.Tuple;
        ref FlowRow row = ref tuple.Row;
        row.PacketsSent = 1 + site.Random.Next(9);
        row.BytesSent = row.PacketsSent * 66;
        row.PacketsReceived = site.Random.Next(9);
        row.BytesReceived = row.PacketsReceived * 60;
        row.Known = FlowCounters.All;
        row.Deviation = Deviation;
        tuple.Fields =
        [
            .. tuple.Fields[..TupleLayouts.FirstCounter],
            Texts.Of(row.PacketsSent),
            Texts.Of(row.BytesSent),
            Texts.Of(row.PacketsReceived),
            Texts.Of(row.BytesReceived),
        ];
        return null;
    }
}

internal sealed class EmptyCountersDefect : ITupleDefect
{
    public SampleDefect Defect => SampleDefect.EmptyCounters;

    public FlowDeviation Deviation => FlowDeviation.EmptyCounters;

    public bool AppliesTo(FlowLogKind kind) => kind == FlowLogKind.VNetV4;

    public string? Plant(TupleSite site)
    {
        DraftTuple tuple = site.Tuple;
        tuple.Fields = [.. tuple.Fields[..TupleLayouts.FirstCounter], "", "", "", ""];
        ref FlowRow row = ref tuple.Row;
        row.Known = FlowCounters.None;
        row.PacketsSent = row.BytesSent = row.PacketsReceived = row.BytesReceived = 0;
        row.Deviation = Deviation;
        return null;
    }
}

internal sealed class CounterOverflowDefect : ITupleDefect
{
    // 2^63, and more digits than any 64 bits have.
    private static readonly (int Field, string Text)[] s_forms =
    [
        (TupleLayouts.FirstCounter, "9223372036854775808"),
        (TupleLayouts.FirstCounter + 3, "100000000000000000000"),
    ];

    public SampleDefect Defect => SampleDefect.CounterOverflow;

    public bool AppliesTo(FlowLogKind kind) => kind != FlowLogKind.NsgV1;

    public string? Plant(TupleSite site)
    {
        (int field, string text) = s_forms[site.Turn];
        site.Tuple.Fields[field] = text;
        site.Tuple.Fault = TupleFault.Counter;
        return text;
    }
}
