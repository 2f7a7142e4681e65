using System.Management.Automation;
using NsgFlow.Filtering;
using NsgFlow.Layout;
using NsgFlow.PowerShell.Errors;

namespace NsgFlow.PowerShell.Input;

/// <summary>A file that a path led to.</summary>
/// <param name="FullPath">Its path in the file system.</param>
/// <param name="Layout">What the path tells; null where it is not in Azure's layout.</param>
/// <param name="IsNamed">Whether the user named this very file.</param>
internal readonly record struct FoundFile(string FullPath, FlowLogPath? Layout, bool IsNamed);

/// <summary>Finds the logs that a path leads to, without listing folders whose path the filters rule out.</summary>
internal sealed class LogFinder
{
    /// <summary>How many paths a warning names.</summary>
    private const int MostNamedPaths = 3;

    private readonly PSCmdlet _cmdlet;
    private readonly CancellationToken _cancellation;
    private readonly List<string> _searched = [];

    /// <summary>Get-ChildItem -Recurse gives folders as well as the files in them: each file is read once.</summary>
    private readonly HashSet<string> _seen = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    public LogFinder(PSCmdlet cmdlet, FlowFilterOptions options, CancellationToken cancellation)
    {
        _cmdlet = cmdlet;
        _cancellation = cancellation;
        Filter = FilterOf(options);
    }

    /// <summary>What rules out folders, and files in them.</summary>
    public FlowLogPathFilter Filter { get; }

    /// <summary>The newest hour among logs that were left out for their time alone.</summary>
    public DateTimeOffset? NewestHourLeftOut { get; private set; }

    /// <summary>Whether logs were left out for their time.</summary>
    private bool WasPruned { get; set; }

    /// <summary>What paths tell of these filters.</summary>
    public static FlowLogPathFilter FilterOf(FlowFilterOptions options) => new(
        new HourWindow(options.StartTime, options.EndTime),
        options.MacAddress,
        options.SubscriptionId,
        options.ResourceGroupName.Select(NamePattern.Parse),
        options.NetworkSecurityGroup.Select(NamePattern.Parse),
        options.TargetResourceId);

    public IEnumerable<FoundFile> FindFiles(InputPath path)
    {
        if (!path.IsFolder)
        {
            // A file that was named is given whatever its path says of its hour: that is for the caller to judge.
            if (IsNew(path.FullPath))
            {
                yield return new FoundFile(path.FullPath, FlowLogPath.OfFile(path.FullPath), path.IsNamed);
            }

            yield break;
        }

        Remember([path.FullPath]);
        var tree = new FlowLogTree(path.FullPath, Filter, ReportUnreadable);
        foreach (FlowLogTreeFile file in tree.Files(_cancellation))
        {
            if (IsNew(file.FullPath))
            {
                yield return new FoundFile(file.FullPath, file.Layout, IsNamed: false);
            }
        }

        WasPruned |= tree.LeftOutByTime;

        if (tree.LeftOutByTime && tree.FindNewestHour(_cancellation) is { } newest && !(newest <= NewestHourLeftOut))
        {
            NewestHourLeftOut = newest;
        }
    }

    /// <summary>Keeps the first patterns and folders, for the case that nothing is found in them.</summary>
    public void Remember(IEnumerable<string> paths) =>
        _searched.AddRange(paths.Take(MostNamedPaths - _searched.Count));

    /// <summary>
    /// Keeps those of the paths that are patterns. People who copy a name with brackets in it mean the name: they are told.
    /// </summary>
    public void RememberPatterns(IEnumerable<string> paths)
    {
        foreach (string pattern in paths.Where(p => WildcardPattern.ContainsWildcardCharacters(p) && !InputPaths.IsWebAddress(p)))
        {
            if (InputPaths.IsOnlyAName(_cmdlet, pattern))
            {
                _cmdlet.WriteWarning(ErrorFactory.Format("NoLogFoundLiteral", pattern));
            }
            else
            {
                Remember([pattern]);
            }
        }
    }

    /// <summary>No flows and no logs look alike in the output, and mean very different things.</summary>
    public void WarnWhereNothingWasFound()
    {
        if (_seen.Count == 0 && !WasPruned && _searched.Count > 0)
        {
            _cmdlet.WriteWarning(ErrorFactory.Format("NoLogFound", string.Join(", ", _searched)));
        }
    }

    private bool IsNew(string fullPath) => _seen.Add(fullPath);

    private void ReportUnreadable(string folder, Exception exception) =>
        _cmdlet.WriteError(ErrorFactory.Create(ErrorId.FolderUnreadable, ErrorCategory.ReadError, folder, exception, folder, exception.Message));
}
