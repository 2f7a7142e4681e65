using System.Management.Automation;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.PowerShell.Abstractions;
using NsgFlow.PowerShell.Input;
using NsgFlow.Streaming;

namespace NsgFlow.PowerShell.Commands;

/// <summary>Reads flow logs from files and folders and writes one FlowRecord per tuple that passes the filters.</summary>
[Cmdlet(VerbsCommon.Get, "NsgFlowLog", DefaultParameterSetName = PathSet)]
[OutputType(typeof(FlowRecord))]
public sealed class GetNsgFlowLogCommand : FlowInputCommand
{
    private SourceReaderPool? _pool;
    private LogReading _reading = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        FlowFilterOptions options = GetFilterOptions();
        _pool = new SourceReaderPool(Compile(options), new FlowReadOptions { Strict = Strict }, emit => new RecordCollector(emit), ThrottleLimit, StopToken);
        _reading = new LogReading(this, _pool, options, JobOrder.Independent, StopToken);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => UntilStopped(() =>
    {
        _reading.Remember(Path.Where(WildcardPattern.ContainsWildcardCharacters));
        _reading.Read(GetInputPaths());
    });

    /// <inheritdoc/>
    protected override void EndProcessing() => UntilStopped(() => _reading.Complete(HasLast ? Last : null));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _pool?.Dispose();
            _pool = null;
        }
    }
}
