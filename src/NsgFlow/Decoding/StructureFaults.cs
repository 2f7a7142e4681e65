namespace NsgFlow.Decoding;

/// <summary>Reports trouble with a source's structure, in the order of the source.</summary>
internal sealed class StructureFaults(string? source, TupleScanner scanner, FlowSink sink, FlowReadSummary summary)
{
    private long _lastDamage = -1;

    /// <summary>Reports damage; at one place once, though a missing comma may be noticed before what stands there instead.</summary>
    public void ReportDamage(long offset)
    {
        if (offset != _lastDamage)
        {
            _lastDamage = offset;
            Report(FlowFaultKind.DamagedJson, offset, text: null);
        }
    }

    public void ReportTooLarge(long offset) => Report(FlowFaultKind.RecordTooLarge, offset, text: null);

    public void ReportGzip(long offset, string reason) => Report(FlowFaultKind.DamagedGzip, offset, reason);

    private void Report(FlowFaultKind kind, long offset, string? text)
    {
        scanner.Flush();
        summary.Faults++;
        sink.Report(new FlowFault
        {
            Kind = kind,
            Source = source,
            Offset = offset,
            RecordNumber = summary.Records,
            Text = text,
        });
    }
}
