using NsgFlow.Filtering;

namespace NsgFlow.Decoding;

/// <summary>What a worker keeps from one source to the next: its tables of addresses and texts, and its batch.</summary>
internal sealed class WorkerTables
{
    public WorkerTables(FlowFilter filter, FlowColumns columns = FlowColumns.All)
    {
        Texts = new TextTable();
        Decoder = new TupleDecoder(filter, Texts, columns);
    }

    public TextTable Texts { get; }

    public TupleDecoder Decoder { get; }

    public FlowBatch Batch { get; } = new();
}
