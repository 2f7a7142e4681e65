using System.Management.Automation;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.Layout;
using NsgFlow.PowerShell.Errors;

namespace NsgFlow.PowerShell.Input;

/// <summary>Finds the logs that a path leads to, without listing folders whose path the filters rule out.</summary>
internal sealed class LogFinder
{
    private readonly PSCmdlet _cmdlet;
    private readonly FlowLogPathFilter _filter;
    private readonly CancellationToken _cancellation;

    /// <summary>Get-ChildItem -Recurse gives folders as well as the files in them: each file is read once.</summary>
    private readonly HashSet<string> _seen = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    public LogFinder(PSCmdlet cmdlet, FlowFilterOptions options, CancellationToken cancellation)
    {
        _cmdlet = cmdlet;
        _cancellation = cancellation;
        _filter = new FlowLogPathFilter(
            new HourWindow(options.StartTime, options.EndTime),
            options.MacAddress,
            options.SubscriptionId,
            options.ResourceGroupName.Select(NamePattern.Parse),
            options.NetworkSecurityGroup.Select(NamePattern.Parse));
    }

    /// <summary>Whether logs were left out for their time.</summary>
    public bool WasPruned { get; private set; }

    /// <summary>How many files the paths led to.</summary>
    public long Found => _seen.Count;

    /// <summary>The newest hour among logs that were left out for their time alone.</summary>
    public DateTimeOffset? NewestHourLeftOut { get; private set; }

    public IEnumerable<FileFlowSource> Find(InputPath path)
    {
        if (!path.IsFolder)
        {
            // A file that was named is read whatever its path says of its hour: the filter judges its flows.
            if (IsNew(path.FullPath))
            {
                yield return new FileFlowSource(path.FullPath) { IsNamed = path.IsNamed };
            }

            yield break;
        }

        var tree = new FlowLogTree(path.FullPath, _filter, ReportUnreadable);
        foreach (FlowLogTreeFile file in tree.Files(_cancellation))
        {
            if (IsNew(file.FullPath))
            {
                yield return new FileFlowSource(file.FullPath);
            }
        }

        WasPruned |= tree.LeftOutByTime;

        if (tree.LeftOutByTime && tree.FindNewestHour(_cancellation) is { } newest && !(newest <= NewestHourLeftOut))
        {
            NewestHourLeftOut = newest;
        }
    }

    private bool IsNew(string fullPath) => _seen.Add(fullPath);

    private void ReportUnreadable(string folder, Exception exception) =>
        _cmdlet.WriteError(ErrorFactory.Create(ErrorId.FolderUnreadable, ErrorCategory.ReadError, folder, exception, folder, exception.Message));
}
