using System.ComponentModel;
using System.Management.Automation;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Input;
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

    private SourceReaderPool? _pool;
    private LogReading _reading = null!;
    private FlowFilter _filter = null!;
    private RecordFeed? _feed;
    private FlowCollector? _collector;

    /// <summary>Flows, as Get-NsgFlowLog writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public FlowRecord InputObject { get; set; } = null!;

    /// <summary>Which fields the work needs. The filters read theirs themselves.</summary>
    private protected abstract FlowColumns Columns { get; }

    /// <summary>Which logs one collector must see one after the other.</summary>
    private protected virtual JobOrder Order => JobOrder.Independent;

    /// <summary>The filters that logs and flows are read with.</summary>
    private protected FlowFilterOptions FilterOptions { get; private set; } = null!;

    /// <summary>Makes the collector of a job. Called on any thread; what the parameters say must be settled before.</summary>
    /// <param name="emit">Takes results while the work goes on.</param>
    private protected abstract FlowCollector CreateCollector(Action<object[]> emit);

    /// <summary>
    /// The filters that flows are read with, where the work needs more of them than were asked for. Logs are chosen by
    /// what was asked for.
    /// </summary>
    private protected virtual FlowFilterOptions Widen(FlowFilterOptions asked) => asked;

    /// <summary>
    /// Takes what a collector gave out, on the pipeline's thread and in the order of the jobs: writes it, or keeps what is
    /// only a part of the answer.
    /// </summary>
    private protected virtual void Take(object result) => WriteObject(result, enumerateCollection: false);

    /// <summary>Writes what comes of the whole input, on the pipeline's thread, after all of it was read.</summary>
    private protected virtual void Finish()
    {
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        FilterOptions = GetFilterOptions();
        _filter = Compile(Widen(FilterOptions));
        var options = new FlowReadOptions { Strict = Strict, Columns = Columns };
        _pool = new SourceReaderPool(_filter, options, CreateCollector, ThrottleLimit, StopToken);
        _reading = new LogReading(this, _pool, FilterOptions, Order, StopToken, Take);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => UntilStopped(() => Collect(() =>
    {
        if (ParameterSetName == InputObjectSet)
        {
            Feed.Add(InputObject);
        }
        else
        {
            if (ParameterSetName == PathSet)
            {
                _reading.Remember(Path);
            }

            _reading.Read(GetInputPaths());
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

        _reading.Complete(HasLast ? Last : null);
        Finish();
    }));

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

    private RecordFeed Feed => _feed ??= new RecordFeed(_filter, _collector = CreateCollector(WriteAll));

    private void WriteAll(object[] results)
    {
        foreach (object result in results)
        {
            Take(result);
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
