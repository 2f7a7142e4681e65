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
    /// <summary>How many paths a warning names.</summary>
    private const int MostNamedPaths = 3;

    private readonly List<string> _searched = [];
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
        Remember(Path.Where(WildcardPattern.ContainsWildcardCharacters));
        foreach (InputPath path in GetInputPaths())
        {
            if (path.IsFolder)
            {
                Remember([path.FullPath]);
            }

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
        if (_finder is { Found: 0, WasPruned: false } && _searched.Count > 0)
        {
            // No flows and no logs look alike in the output, and mean very different things.
            WriteWarning(ErrorFactory.Format("NoLogFound", string.Join(", ", _searched)));
        }

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

    /// <summary>Keeps the first patterns and folders, for the case that nothing is found in them.</summary>
    private void Remember(IEnumerable<string> paths) =>
        _searched.AddRange(paths.Take(MostNamedPaths - _searched.Count));

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
