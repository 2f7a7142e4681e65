using System.Management.Automation;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.Layout;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Output;
using NsgFlow.PowerShell.Storage;
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
}

/// <summary>Reads the logs that a cmdlet's paths lead to: finds them, hands them to workers, writes what comes back.</summary>
internal sealed class LogReading(PSCmdlet cmdlet, SourceReaderPool pool, FlowFilterOptions options, JobOrder order, CancellationToken cancellation, Action? waiting = null)
{
    private static readonly TimeSpan s_nap = TimeSpan.FromMilliseconds(25);

    private readonly PageWriter _writer = new(cmdlet, pool) { Waiting = waiting };
    private readonly LogFinder _finder = new(cmdlet, options, cancellation);
    private readonly InterfaceChains _chains = new();

    /// <summary>Looks for the newest hour elsewhere than in files, where nothing was found within the time asked for.</summary>
    public Func<DateTimeOffset?>? FindNewestHour { get; init; }

    /// <summary>Keeps the patterns that were asked for, to name them where nothing is found.</summary>
    public void Remember(IEnumerable<string> paths) => _finder.RememberPatterns(paths);

    public void Read(IEnumerable<InputPath> paths)
    {
        foreach (InputPath path in paths)
        {
            foreach (FoundFile file in _finder.FindFiles(path))
            {
                Add(new FileFlowSource(file.FullPath) { IsNamed = file.IsNamed }, file.Layout);
            }
        }
    }

    /// <summary>Waits for something to be done elsewhere, and writes meanwhile what is ready.</summary>
    public void WaitFor(Task task)
    {
        while (!task.IsCompleted)
        {
            if (!_writer.WriteNext(s_nap))
            {
                task.WaitQuietly(s_nap, cancellation);
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

        _writer.Complete();
        _finder.WarnWhereNothingWasFound();
        if (!_writer.HasFlows && last is { } span)
        {
            WarnOfNewest(span);
        }
    }

    /// <summary>Reads a source, writing meanwhile what others have ready.</summary>
    /// <param name="source">The log.</param>
    /// <param name="layout">What its path tells; null where that is nothing.</param>
    public void Add(FlowSource source, FlowLogPath? layout)
    {
        if (order == JobOrder.ByInterface)
        {
            _chains.Add(source, layout);
        }
        else
        {
            _writer.Add(source);
        }
    }

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;

    /// <summary>Nothing within the last hours often means that logging stopped, or that the logs are of another day.</summary>
    private void WarnOfNewest(TimeSpan last)
    {
        if (Later(_finder.NewestHourLeftOut, FindNewestHour?.Invoke()) is { } hour && !(_writer.Newest >= hour))
        {
            cmdlet.WriteWarning(ErrorFactory.Format("NothingInLastHour", last, hour));
        }
        else if (_writer.Newest is { } newest)
        {
            cmdlet.WriteWarning(ErrorFactory.Format("NothingInLast", last, newest));
        }
    }
}
