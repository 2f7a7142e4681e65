using System.Management.Automation;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.PowerShell.Abstractions;
using NsgFlow.Streaming;

namespace NsgFlow.PowerShell.Commands;

/// <summary>Reads flow logs from files, folders and storage accounts and writes one FlowRecord per tuple that passes the filters.</summary>
[Cmdlet(VerbsCommon.Get, "NsgFlowLog", DefaultParameterSetName = PathSet)]
[OutputType(typeof(FlowRecord))]
public sealed class GetNsgFlowLogCommand : FlowInputCommand
{
    private protected override SourceReaderPool CreatePool(FlowFilter filter, int workers) =>
        new(filter, new FlowReadOptions { Strict = Strict }, emit => new RecordCollector(emit), workers, StopToken);

    /// <inheritdoc/>
    protected override void ProcessRecord() => UntilStopped(ReadInput);

    /// <inheritdoc/>
    protected override void EndProcessing() => UntilStopped(CompleteInput);
}
