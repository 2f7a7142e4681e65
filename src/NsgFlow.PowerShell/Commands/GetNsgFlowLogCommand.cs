using System.Management.Automation;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.PowerShell.Abstractions;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Input;
using NsgFlow.PowerShell.Output;
using NsgFlow.Streaming;

namespace NsgFlow.PowerShell.Commands;

/// <summary>Reads flow logs from files and folders and writes one FlowRecord per tuple that passes the filters.</summary>
[Cmdlet(VerbsCommon.Get, "NsgFlowLog", DefaultParameterSetName = PathSet)]
[OutputType(typeof(FlowRecord))]
public sealed class GetNsgFlowLogCommand : FlowInputCommand
{
    private SourceReaderPool? _pool;
    private PageWriter _writer = null!;
    private LogFinder _finder = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        FlowFilterOptions options = GetFilterOptions();
        FlowFilter filter = Compile(options);
        _pool = new SourceReaderPool(filter, new FlowReadOptions { Strict = Strict }, ThrottleLimit, StopToken);
        _writer = new PageWriter(this, _pool);
        _finder = new LogFinder(this, options, StopToken);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => UntilStopped(() =>
    {
        if (ParameterSetName == PathSet)
        {
            _finder.RememberPatterns(Path);
        }

        foreach (InputPath path in GetInputPaths())
        {
            foreach (FileFlowSource source in _finder.Find(path))
            {
                _writer.Add(source);
            }
        }
    });

    /// <inheritdoc/>
    protected override void EndProcessing() => UntilStopped(() =>
    {
        _writer.Complete();
        _finder.WarnWhereNothingWasFound();
        if (_writer.Flows == 0 && HasLast)
        {
            WarnOfNewest();
        }
    });

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

    /// <summary>Nothing within the last hours often means that logging stopped, or that the logs are of another day.</summary>
    private void WarnOfNewest()
    {
        if (_finder.NewestHourLeftOut is { } hour && !(_writer.Newest >= hour))
        {
            WriteWarning(ErrorFactory.Format("NothingInLastHour", Last, hour));
        }
        else if (_writer.Newest is { } newest)
        {
            WriteWarning(ErrorFactory.Format("NothingInLast", Last, newest));
        }
    }
}
