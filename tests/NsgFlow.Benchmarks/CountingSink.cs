using NsgFlow.Decoding;

namespace NsgFlow.Benchmarks;

/// <summary>Sums what it is given, as an aggregating cmdlet would; makes objects only if asked to.</summary>
internal sealed class CountingSink(bool makeObjects) : FlowSink
{
    public long Flows { get; private set; }

    public long BytesSent { get; private set; }

    public long Faults { get; private set; }

    /// <summary>Keeps the last object reachable, so that making it is not optimised away.</summary>
    public FlowRecord? Last { get; private set; }

    public override void Accept(FlowBatch batch)
    {
        foreach (ref readonly FlowRow row in batch.Rows)
        {
            Flows++;
            BytesSent += row.BytesSent;
            if (makeObjects)
            {
                Last = new FlowRecord(in row);
            }
        }
    }

    public override void Report(FlowFault fault) => Faults++;
}
