using System.Management.Automation;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Output;
using NsgFlow.Streaming;

namespace NsgFlow.PowerShell.Input;

/// <summary>Which sources are read by the same worker, one after the other.</summary>
internal enum JobOrder
{
    /// <summary>Each source for itself.</summary>
    Independent,

    /// <summary>
    /// All hours of a network interface, the oldest first. Sources whose path tells no interface and hour are read by
    /// one worker in the order they were found.
    /// </summary>
    ByInterface,

    /// <summary>
    /// All sources by one worker, the oldest hour first. Sources whose path tells no hour come before all others.
    /// </summary>
    ByHour,
}

/// <summary>Reads the logs that a cmdlet's paths lead to: finds them, hands them to workers, writes what comes back.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="pool">The workers.</param>
/// <param name="options">What is wanted of the logs.</param>
/// <param name="order">Which logs go to the same worker.</param>
/// <param name="cancellation">Ends the search for logs.</param>
/// <param name="take">Takes results in place of the output stream.</param>
internal sealed class LogReading(PSCmdlet cmdlet, SourceReaderPool pool, FlowFilterOptions options, JobOrder order, CancellationToken cancellation, Action<object>? take = null)
{
    private readonly PageWriter _writer = new(cmdlet, pool, take);
    private readonly LogFinder _finder = new(cmdlet, options, cancellation);
    private readonly InterfaceChains _chains = new();
    private readonly List<(DateTimeOffset Hour, FlowSource Source)> _hours = [];

    /// <summary>Keeps the patterns that were asked for, to name them where nothing is found.</summary>
    public void Remember(IEnumerable<string> paths) => _finder.RememberPatterns(paths);

    public void Read(IEnumerable<InputPath> paths)
    {
        foreach (InputPath path in paths)
        {
            foreach (FoundFile file in _finder.FindFiles(path))
            {
                Add(file);
            }
        }
    }

    /// <summary>Writes all that is still under way, and the warnings about what was not found.</summary>
    /// <param name="last">The time asked for, if it counts back from now.</param>
    public void Complete(TimeSpan? last)
    {
        foreach (FlowSource[] chain in _chains.Take())
        {
            _writer.Add(chain);
        }

        if (_hours.Count > 0)
        {
            // A stable sort: what was found first stays first within an hour.
            _writer.Add([.. _hours.OrderBy(log => log.Hour).Select(log => log.Source)]);
        }

        _writer.Complete();
        _finder.WarnWhereNothingWasFound();
        if (!_writer.HasFlows && last is { } span)
        {
            WarnOfNewest(span);
        }
    }

    private void Add(FoundFile file)
    {
        var source = new FileFlowSource(file.FullPath) { IsNamed = file.IsNamed };
        switch (order)
        {
            case JobOrder.ByInterface:
                _chains.Add(source, file);
                break;
            case JobOrder.ByHour:
                _hours.Add((file.Layout?.Hour ?? DateTimeOffset.MinValue, source));
                break;
            default:
                _writer.Add(source);
                break;
        }
    }

    /// <summary>Nothing within the last hours often means that logging stopped, or that the logs are of another day.</summary>
    private void WarnOfNewest(TimeSpan last)
    {
        if (_finder.NewestHourLeftOut is { } hour && !(_writer.Newest >= hour))
        {
            cmdlet.WriteWarning(ErrorFactory.Format("NothingInLastHour", last, hour));
        }
        else if (_writer.Newest is { } newest)
        {
            cmdlet.WriteWarning(ErrorFactory.Format("NothingInLast", last, newest));
        }
    }
}
