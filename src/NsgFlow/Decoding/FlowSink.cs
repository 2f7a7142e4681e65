namespace NsgFlow.Decoding;

/// <summary>Where decoded rows go: objects, sums, files. Called on the thread that reads.</summary>
internal abstract class FlowSink
{
    /// <summary>Takes the rows of a batch; what is to be kept of them must be copied.</summary>
    public abstract void Accept(FlowBatch batch);

    public abstract void Report(FlowFault fault);

    /// <summary>Called now and then while bytes are read.</summary>
    /// <param name="bytesRead">How many bytes of the source have been read.</param>
    /// <returns>Whether the rows so far shall be handed over now, however few.</returns>
    public virtual bool Pulse(long bytesRead) => false;
}
