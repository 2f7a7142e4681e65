using System.Diagnostics;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using NsgFlow.Decoding;
using NsgFlow.PowerShell.Errors;
using NsgFlow.Streaming;

namespace NsgFlow.PowerShell.Output;

/// <summary>
/// Writes what workers have read to the streams of a cmdlet, in order, on the pipeline thread: results, errors,
/// warnings, and a line of progress now and then.
/// </summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="pool">The workers.</param>
/// <param name="take">Takes results in place of the output stream.</param>
internal sealed class PageWriter(PSCmdlet cmdlet, SourceReaderPool pool, Action<object>? take = null)
{
    /// <summary>Short commands need no progress; and five lines a second are as many as eyes can use.</summary>
    private const long FirstProgressMilliseconds = 1000;
    private const long ProgressIntervalMilliseconds = 200;

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(ProgressIntervalMilliseconds);

    private readonly Action<object> _take = take ?? (result => cmdlet.WriteObject(result, enumerateCollection: false));
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly ProgressRecord _progress = new(0, cmdlet.MyInvocation.MyCommand.Name, "Reading flow logs");
    private long _nextProgress = FirstProgressMilliseconds;
    private long _newestTime = long.MinValue;
    private bool _hasProgress;

    /// <summary>The last source that could not be read to its end.</summary>
    private FlowSource? _broken;

    /// <summary>Whether any flow passed the filters.</summary>
    public bool HasFlows => pool.Progress.Rows > 0;

    /// <summary>How many sources held a flow log.</summary>
    public long Logs { get; private set; }

    /// <summary>The newest time of tuples that only the time filter rejected.</summary>
    public DateTimeOffset? Newest => _newestTime > long.MinValue ? DateTimeOffset.FromUnixTimeMilliseconds(_newestTime) : null;

    /// <summary>Reads the sources of a job, writing meanwhile what others have ready.</summary>
    public void Add(params FlowSource[] sources)
    {
        while (pool.IsFull)
        {
            Write(pool.Take(s_interval));
        }

        pool.Add(sources);
        WriteReady();
    }

    /// <summary>Writes what is ready, and waits for nothing.</summary>
    public void WriteReady()
    {
        while (pool.Take(TimeSpan.Zero) is { } page)
        {
            Write(page);
        }
    }

    /// <summary>Writes all that is still under way; more sources may come.</summary>
    public void Drain()
    {
        while (!pool.IsIdle)
        {
            Write(pool.Take(s_interval));
        }
    }

    /// <summary>Writes all that is still under way, to the end.</summary>
    public void Complete()
    {
        Drain();
        if (_hasProgress)
        {
            _progress.RecordType = ProgressRecordType.Completed;
            cmdlet.WriteProgress(_progress);
        }
    }

    /// <summary>
    /// Reports bytes behind a source's end. Only gzip ends of itself; where its data were broken that was reported.
    /// </summary>
    public void ReportUnread(FlowSource source)
    {
        if (_broken != source)
        {
            cmdlet.WriteError(ErrorFactory.Create(ErrorId.TrailingBytes, ErrorCategory.InvalidData, NameOf(source), inner: null, NameOf(source)));
        }
    }

    private void Write(SourcePage? page)
    {
        switch (page)
        {
            case ResultPage made:
                foreach (object result in made.Results)
                {
                    if (result is RecordRows rows)
                    {
                        Write(rows);
                    }
                    else
                    {
                        _take(result);
                    }
                }

                break;
            case FaultPage fault:
                _broken = fault.Fault.Kind == FlowFaultKind.DamagedGzip ? fault.Source : _broken;
                cmdlet.WriteError(FaultErrors.ToError(fault.Fault));
                break;
            case EndPage end:
                WriteEnd(end.Source, end.Summary);
                break;
            case FailurePage failure:
                _broken = failure.Source;
                string id = failure.Source is FileFlowSource ? ErrorId.FileUnreadable : ErrorId.InputUnreadable;
                cmdlet.WriteError(ReadErrors.Unreadable(id, NameOf(failure.Source), failure.Exception));
                break;
            case JobEndPage { Exception: { } exception }:
                // Not an error of a source: the whole command has to end.
                ExceptionDispatchInfo.Throw(exception);
                break;
        }

        WriteProgress();
    }

    private void Write(RecordRows rows)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            cmdlet.WriteObject(rows[i], enumerateCollection: false);
        }

        rows.Release();
    }

    private void WriteEnd(FlowSource source, FlowReadSummary summary)
    {
        _newestTime = Math.Max(_newestTime, summary.NewestTime);
        if (summary.UnreportedFaults > 0)
        {
            cmdlet.WriteError(ErrorFactory.Create(ErrorId.MoreFaults, ErrorCategory.InvalidData, NameOf(source), inner: null, NameOf(source), summary.UnreportedFaults));
        }

        if (summary.IsForeign)
        {
            ReadErrors.WriteForeign(cmdlet, NameOf(source), summary.ForeignLog, source is not FileFlowSource { IsNamed: false });
            return;
        }

        Logs += summary.Records > 0 ? 1 : 0;
        if (summary.ForeignRecords > 0)
        {
            cmdlet.WriteWarning(ErrorFactory.Format("ForeignRecords", NameOf(source), summary.ForeignRecords, summary.ForeignLog));
        }

        cmdlet.WriteVerbose(ErrorFactory.Format("SourceRead", NameOf(source), summary.Records, summary.Tuples, summary.Bytes));
        switch (summary.End)
        {
            case SourceEnd.Open:
                cmdlet.WriteVerbose(ErrorFactory.Format("SourceOpen", NameOf(source), summary.Bytes));
                break;
            case SourceEnd.Cut:
                // Azure adds whole records: half of one means that a copy was cut short.
                cmdlet.WriteWarning(ErrorFactory.Format("SourceCut", NameOf(source), summary.Bytes));
                break;
        }
    }

    private void WriteProgress()
    {
        long elapsed = (long)Stopwatch.GetElapsedTime(_begin).TotalMilliseconds;
        if (elapsed < _nextProgress || pool.Current is not { } source)
        {
            return;
        }

        _nextProgress = elapsed + ProgressIntervalMilliseconds;
        _hasProgress = true;
        double megabytes = pool.Progress.Bytes / 1e6;
        _progress.StatusDescription = $"{megabytes:N0} MB read, {megabytes * 1000 / elapsed:N0} MB/s";
        _progress.CurrentOperation = NameOf(source);
        cmdlet.WriteProgress(_progress);
    }

    /// <summary>What a source is called in messages.</summary>
    private static string NameOf(FlowSource source) => source.Name ?? FaultErrors.Nameless;
}
