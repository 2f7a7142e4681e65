using System.Management.Automation;
using System.Security;
using NsgFlow.Filtering;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Output;
using NsgFlow.Survey;

namespace NsgFlow.PowerShell.Input;

/// <summary>Finds the flow logs that paths lead to and tells what they are, without decoding them.</summary>
internal sealed class LogSurvey(PSCmdlet cmdlet, FlowFilterOptions options, CancellationToken cancellation)
{
    private readonly LogFinder _finder = new(cmdlet, options, cancellation);
    private long _count;

    /// <param name="paths">Where to look.</param>
    /// <param name="patterns">The paths as the user wrote them, where they may be patterns.</param>
    public IEnumerable<LogInspection> Survey(IEnumerable<InputPath> paths, IEnumerable<string> patterns)
    {
        _finder.RememberPatterns(patterns);
        foreach (FoundFile file in paths.SelectMany(_finder.FindFiles))
        {
            cancellation.ThrowIfCancellationRequested();

            // Here nothing judges the flows later on, so the filters also judge files that were named.
            if (!_finder.Filter.Excludes(file.Layout) && Inspect(file) is { } log && !_finder.Filter.Excludes(log.Log))
            {
                _count++;
                yield return log;
            }
        }
    }

    /// <summary>Says so where nothing came of it.</summary>
    /// <param name="last">How far back from now was asked for, if it was.</param>
    public void Complete(TimeSpan? last)
    {
        _finder.WarnWhereNothingWasFound();
        if (_count == 0 && last is not null && _finder.NewestHourLeftOut is { } hour)
        {
            cmdlet.WriteWarning(ErrorFactory.Format("NothingInLastHour", last, hour));
        }
    }

    private LogInspection? Inspect(FoundFile file)
    {
        LogInspection log;
        try
        {
            log = LogInspection.Inspect(file.FullPath, file.Layout);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException)
        {
            cmdlet.WriteError(ReadErrors.Unreadable(ErrorId.FileUnreadable, file.FullPath, e));
            return null;
        }

        if (log.Log is not null)
        {
            return log;
        }

        if (log.Length == 0)
        {
            cmdlet.WriteVerbose(ErrorFactory.Format("FileEmpty", file.FullPath));
        }
        else
        {
            ReadErrors.WriteForeign(cmdlet, file.FullPath, log.ForeignLog, file.IsNamed);
        }

        return null;
    }
}
