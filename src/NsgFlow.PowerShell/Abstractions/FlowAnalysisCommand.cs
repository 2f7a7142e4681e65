using System.ComponentModel;
using System.Management.Automation;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.PowerShell.Errors;
using NsgFlow.Streaming;

namespace NsgFlow.PowerShell.Abstractions;

/// <summary>
/// A cmdlet that makes something of flows: of records from the pipeline, or of logs, and then without an object per flow.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FlowAnalysisCommand : FlowInputCommand
{
    /// <summary>The name of the parameter set that takes flows from the pipeline.</summary>
    protected const string InputObjectSet = "InputObject";

    private RecordFeed? _feed;
    private FlowCollector? _collector;

    /// <summary>Flows, as Get-NsgFlowLog writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public FlowRecord InputObject { get; set; } = null!;

    /// <summary>Which fields the work needs. The filters read theirs themselves.</summary>
    private protected abstract FlowColumns Columns { get; }

    /// <summary>Makes the collector of a job. Called on any thread; what the parameters say must be settled before.</summary>
    /// <param name="emit">Takes results while the work goes on.</param>
    private protected abstract FlowCollector CreateCollector(Action<object[]> emit);

    /// <summary>Writes what comes of the whole input, on the pipeline's thread, after all of it was read.</summary>
    private protected virtual void Finish()
    {
    }

    private protected override SourceReaderPool CreatePool(FlowFilter filter, int workers) =>
        new(filter, new FlowReadOptions { Strict = Strict, Columns = Columns }, CreateCollector, workers, StopToken);

    /// <inheritdoc/>
    protected override void ProcessRecord() => UntilStopped(() => Collect(() =>
    {
        if (ParameterSetName == InputObjectSet)
        {
            Feed.Add(InputObject);
        }
        else
        {
            ReadInput();
        }
    }));

    /// <inheritdoc/>
    protected override void EndProcessing() => UntilStopped(() => Collect(() =>
    {
        if (ParameterSetName == InputObjectSet || _feed is not null)
        {
            Feed.Flush();
            _collector!.Complete();
            if (Feed is { Rows: 0, Newest: { } newest } && HasLast)
            {
                WriteWarning(ErrorFactory.Format("NothingInLast", Last, newest));
            }
        }

        CompleteInput();
        Finish();
    }));

    private RecordFeed Feed => _feed ??= new RecordFeed(Filter, _collector = CreateCollector(WriteAll));

    private void WriteAll(object[] results)
    {
        foreach (object result in results)
        {
            WriteObject(result, enumerateCollection: false);
        }
    }

    /// <summary>Runs work that collectors take part in: where one cannot go on, the command ends with its reason.</summary>
    private void Collect(Action work)
    {
        try
        {
            work();
        }
        catch (FlowCollectorException e)
        {
            ThrowTerminatingError(ErrorFactory.Create(e.Reason, ErrorCategory.LimitsExceeded, target: null, e, [.. e.Arguments]));
        }
    }
}
