using NsgFlow.Streaming;

namespace NsgFlow.Analysis.Measuring;

/// <summary>Measures the rows of a job.</summary>
internal sealed class MeasureCollector(Measurement measurement, Action<object[]> emit) : FlowCollector
{
    private readonly MeasureWorker _worker = measurement.TakeWorker();

    public override void Accept(ReadOnlySpan<FlowRow> rows) => _worker.Accept(rows, emit);

    public override void Complete()
    {
        _worker.EndSource(emit);
        measurement.GiveWorker(_worker);
    }
}
