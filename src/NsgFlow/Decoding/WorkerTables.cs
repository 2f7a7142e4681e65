using NsgFlow.Filtering;

namespace NsgFlow.Decoding;

/// <summary>What a worker keeps from one source to the next: its tables of addresses and texts, its batch and its buffer.</summary>
internal sealed class WorkerTables
{
    private byte[]? _buffer;
    private int _bufferSize;

    public WorkerTables(FlowFilter filter, FlowColumns columns = FlowColumns.All)
    {
        Texts = new TextTable();
        Decoder = new TupleDecoder(filter, Texts, columns);
    }

    public TextTable Texts { get; }

    public TupleDecoder Decoder { get; }

    public FlowBatch Batch { get; } = new();

    /// <summary>
    /// The bytes of the one source that is being read. So large an array counts as old from its birth: a new one for
    /// each source would bring on a full collection every few sources.
    /// </summary>
    public byte[] GetBuffer(int size)
    {
        if (_buffer is null || _bufferSize != size)
        {
            _buffer = ByteWindow.CreateBuffer(size);
            _bufferSize = size;
        }

        return _buffer;
    }
}
