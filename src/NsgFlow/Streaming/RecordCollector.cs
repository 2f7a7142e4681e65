namespace NsgFlow.Streaming;

/// <summary>Makes the objects that users see.</summary>
internal sealed class RecordCollector(Action<object[]> emit) : FlowCollector
{
    public override void Accept(ReadOnlySpan<FlowRow> rows)
    {
        var flows = new FlowRecord[rows.Length];
        for (int i = 0; i < flows.Length; i++)
        {
            flows[i] = new FlowRecord(in rows[i]);
        }

        emit(flows);
    }
}
