using System.Security;

namespace NsgFlow.Layout;

/// <summary>
/// Finds the logs beneath a folder, at any depth. Folders are listed one at a time and only when the walk comes to
/// them; one that the filter excludes is neither listed nor entered.
/// </summary>
/// <remarks>
/// Every <c>.json</c> and <c>.json.gz</c> is given, wherever it lies: that a file is no flow log is found out by reading it.
/// The path of the root counts when paths are judged, so the root may lie within the layout.
/// </remarks>
internal sealed class FlowLogTree
{
    private readonly string _root;
    private readonly FlowLogPathFilter _filter;
    private readonly IFolderListing _listing;
    private readonly Action<string, Exception>? _unreadable;

    /// <param name="root">An absolute path. Where it is itself a link, it is followed.</param>
    /// <param name="filter">What need not be visited.</param>
    /// <param name="unreadable">Told of each folder that cannot be listed; the walk goes on without it.</param>
    /// <param name="listing">The file system, unless told otherwise.</param>
    public FlowLogTree(
        string root,
        FlowLogPathFilter filter,
        Action<string, Exception>? unreadable = null,
        IFolderListing? listing = null)
    {
        _root = root;
        _filter = filter;
        _unreadable = unreadable;
        _listing = listing ?? SystemFolderListing.Instance;
    }

    /// <summary>
    /// Whether the walk has so far passed over a folder or file of a resource asked for because of its time alone. If
    /// so, <see cref="FindNewestHour"/> tells where the logs end.
    /// </summary>
    public bool LeftOutByTime { get; private set; }

    /// <summary>The files, by the ordinal order of their relative paths.</summary>
    public IEnumerable<FlowLogTreeFile> Files(CancellationToken cancellationToken = default)
    {
        LeftOutByTime = false;
        if (IsExcluded(FlowLogPath.OfFolder(_root)))
        {
            yield break;
        }

        var open = new Stack<OpenFolder>();
        open.Push(Open(_root, string.Empty, cancellationToken));
        while (open.TryPeek(out OpenFolder? folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!folder.TryTake(out FolderEntry entry))
            {
                open.Pop();
                continue;
            }

            string fullPath = Path.Join(folder.FullPath, entry.Name);
            string relativePath = folder.Prefix + entry.Name;
            FlowLogPath? layout = entry.IsFolder ? FlowLogPath.OfFolder(fullPath) : FlowLogPath.OfFile(fullPath);
            if (IsExcluded(layout))
            {
                continue;
            }

            if (entry.IsFolder)
            {
                open.Push(Open(fullPath, relativePath + "/", cancellationToken));
            }
            else
            {
                yield return new FlowLogTreeFile(fullPath, relativePath, entry.Length, layout);
            }
        }
    }

    /// <summary>
    /// The newest hour for which the tree holds a log of the resources asked for, whatever the times and network
    /// interfaces asked for; null where no path names an hour. It goes down the newest branches only.
    /// </summary>
    public DateTimeOffset? FindNewestHour(CancellationToken cancellationToken = default) =>
        // The walk has reported what cannot be read; this is silent about it.
        NewestHourSearch.Find(_root, _filter.OfAnyTime(), folder => List(folder, unreadable: null, cancellationToken));

    private bool IsExcluded(FlowLogPath? layout)
    {
        PathVerdict verdict = _filter.Judge(layout);
        LeftOutByTime |= verdict == PathVerdict.OutsideWindow;
        return verdict != PathVerdict.Keep;
    }

    private OpenFolder Open(string fullPath, string prefix, CancellationToken cancellationToken)
    {
        List<FolderEntry> entries = List(fullPath, _unreadable, cancellationToken);
        entries.Sort(FolderEntryOrder.Instance);
        return new OpenFolder(fullPath, prefix, entries);
    }

    /// <summary>The folders and logs in a folder. Where listing breaks off, what came before still counts.</summary>
    private List<FolderEntry> List(string folder, Action<string, Exception>? unreadable, CancellationToken cancellationToken)
    {
        var entries = new List<FolderEntry>();
        try
        {
            foreach (FolderEntry entry in _listing.List(folder))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry.IsFolder || FlowLogPath.IsLogFileName(entry.Name))
                {
                    entries.Add(entry);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SecurityException)
        {
            unreadable?.Invoke(folder, failure);
        }

        return entries;
    }

    private sealed class OpenFolder(string fullPath, string prefix, List<FolderEntry> entries)
    {
        private int _next;

        public string FullPath { get; } = fullPath;

        /// <summary>What stands before the entries' names in their relative paths.</summary>
        public string Prefix { get; } = prefix;

        public bool TryTake(out FolderEntry entry)
        {
            entry = _next < entries.Count ? entries[_next] : default;
            return _next++ < entries.Count;
        }
    }
}
