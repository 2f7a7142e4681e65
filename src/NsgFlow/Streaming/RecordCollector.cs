namespace NsgFlow.Streaming;

/// <summary>Gives out what becomes the objects that users see: pages of rows.</summary>
internal sealed class RecordCollector(Action<object[]> emit) : FlowCollector
{
    public override void Accept(ReadOnlySpan<FlowRow> rows) => emit([new RecordRows(rows)]);
}
