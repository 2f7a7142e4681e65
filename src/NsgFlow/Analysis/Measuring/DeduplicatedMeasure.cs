using NsgFlow.Analysis.Deduplication;
using NsgFlow.Decoding;
using NsgFlow.Streaming;

namespace NsgFlow.Analysis.Measuring;

/// <summary>
/// Measures what is left of the rows of a job without their duplicates. They come in the order of time, so that an hour
/// of time takes the place of a source where it is told which connections began before.
/// </summary>
internal sealed class DeduplicatedMeasure : FlowCollector, IDeduplicated
{
    private const long HourMilliseconds = 3_600_000;

    private readonly Measurement _measurement;
    private readonly SharedDuplicateCounts _total;
    private readonly DuplicateCounts _counts = new();
    private readonly MeasureWorker _worker;
    private readonly DeduplicatingCollector _deduplicator;
    private readonly BeginWatch _begins;
    private readonly Action<object[]> _emit;
    private readonly FlowBatch _batch = new();
    private long _hour = long.MinValue;

    /// <param name="measurement">Takes the groups.</param>
    /// <param name="total">Takes how many rows were left out.</param>
    /// <param name="mostPending">How many rows wait for others at most.</param>
    /// <param name="isHourly">Whether logs come hour by hour.</param>
    /// <param name="emit">Takes a <see cref="SourceMeasure"/> at the end of an hour.</param>
    public DeduplicatedMeasure(Measurement measurement, SharedDuplicateCounts total, int mostPending, bool isHourly, Action<object[]> emit)
    {
        _measurement = measurement;
        _total = total;
        _emit = emit;
        _worker = measurement.TakeWorker();
        _begins = new BeginWatch(_worker.Table, emit);
        _deduplicator = new DeduplicatingCollector(new Deduplicator(this, _counts, mostPending), isHourly);
    }

    public override void Accept(ReadOnlySpan<FlowRow> rows)
    {
        _begins.Accept(rows);
        _deduplicator.Accept(rows);
    }

    public override void Complete()
    {
        _begins.Complete();
        _deduplicator.Complete();
        Flush();
        _worker.EndSource(_emit);
        _measurement.GiveWorker(_worker);
        _total.Add(_counts);
    }

    void IDeduplicated.Keep(in FlowRow row)
    {
        Enter(row.TimeMilliseconds);
        _batch.Next = row;
        _batch.Commit();
        if (_batch.IsFull)
        {
            Flush();
        }
    }

    void IDeduplicated.Drop(in FlowRow row)
    {
        // What goes on with a connection may be kept where its begin is not: it is no older than what was read.
        if (row is { State: FlowState.Begin, Decision: FlowDecision.Allow })
        {
            Enter(row.TimeMilliseconds);
            Flush();
            _worker.AddUncounted(in row);
        }
    }

    private void Enter(long time)
    {
        long hour = time / HourMilliseconds;
        if (hour != _hour)
        {
            Flush();
            _worker.EndSource(_emit);
            _hour = hour;
        }
    }

    private void Flush()
    {
        if (_batch.Count > 0)
        {
            _worker.Accept(_batch.Rows, _emit);
            _batch.Clear();
        }
    }
}
