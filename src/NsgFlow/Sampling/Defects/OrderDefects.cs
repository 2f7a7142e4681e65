namespace NsgFlow.Sampling.Defects;

internal sealed class DuplicateTuplesDefect : ITupleDefect
{
    public SampleDefect Defect => SampleDefect.DuplicateTuples;

    public string? Plant(TupleSite site)
    {
        var twin = new DraftTuple(site.Kind, site.Tuple.Drawn);
        twin.Mark(this, null);
        site.List.Tuples.Insert(site.Index, twin);
        return null;
    }
}

internal sealed class EndBeforeBeginDefect : ITupleDefect
{
    public SampleDefect Defect => SampleDefect.EndBeforeBegin;

    public bool AppliesTo(FlowLogKind kind) => kind != FlowLogKind.NsgV1;

    public bool Fits(FlowLogKind kind, in SampleTuple tuple) =>
        tuple.State == FlowState.Begin && tuple.Decision == FlowDecision.Allow;

    public string? Plant(TupleSite site)
    {
        SampleTuple end = site.Tuple.Drawn;
        end.State = FlowState.End;
        end.PacketsSent = 1 + site.Random.Next(9);
        end.BytesSent = end.PacketsSent * 74;
        end.PacketsReceived = end.PacketsSent;
        end.BytesReceived = end.PacketsReceived * 60;
        var before = new DraftTuple(site.Kind, end);
        before.Mark(this, null);
        site.List.Tuples.Insert(site.Index, before);
        return null;
    }
}

internal sealed class UnsortedTuplesDefect : IRecordDefect
{
    public SampleDefect Defect => SampleDefect.UnsortedTuples;

    public bool Fits(DraftRecord record) => record.Lists.Exists(CanBeUnsorted);

    public string? Plant(DraftRecord record, int turn)
    {
        List<DraftTuple> tuples = record.Lists.First(CanBeUnsorted).Tuples;
        (tuples[0], tuples[^1]) = (tuples[^1], tuples[0]);
        return null;
    }

    private static bool CanBeUnsorted(DraftList list) =>
        list.Tuples[0].Row.TimeMilliseconds < list.Tuples[^1].Row.TimeMilliseconds;
}
