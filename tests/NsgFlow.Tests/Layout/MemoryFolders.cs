using NsgFlow.Layout;

namespace NsgFlow.Tests.Layout;

/// <summary>A tree in memory that remembers which folders were listed, and lists them in an order of no use to anyone.</summary>
internal sealed class MemoryFolders : IFolderListing
{
    private readonly Dictionary<string, Dictionary<string, FolderEntry>> _folders = new(StringComparer.Ordinal)
    {
        [Root] = new(StringComparer.Ordinal),
    };

    private readonly Random _random = new(7);

    public const string Root = "/data";

    /// <summary>The relative paths of the folders listed, in order of listing; the root is empty.</summary>
    public List<string> Listed { get; } = [];

    /// <summary>Folders whose listing fails after the entries have been given.</summary>
    public Dictionary<string, Exception> Failing { get; } = new(StringComparer.Ordinal);

    public MemoryFolders Add(params IEnumerable<string> relativeFiles)
    {
        foreach (string file in relativeFiles)
        {
            string folder = Root;
            string[] segments = file.Split('/', StringSplitOptions.RemoveEmptyEntries);
            foreach (string segment in segments[..^1])
            {
                _folders[folder][segment] = new FolderEntry(segment, IsFolder: true, 0);
                folder += "/" + segment;
                _folders.TryAdd(folder, new(StringComparer.Ordinal));
            }

            _folders[folder][segments[^1]] = new FolderEntry(segments[^1], IsFolder: false, file.Length);
        }

        return this;
    }

    public IEnumerable<FolderEntry> List(string folder)
    {
        string path = folder.Replace('\\', '/');
        string relative = path.Length > Root.Length ? path[(Root.Length + 1)..] : string.Empty;
        Listed.Add(relative);
        if (!_folders.TryGetValue(path, out Dictionary<string, FolderEntry>? entries))
        {
            throw new DirectoryNotFoundException(path);
        }

        FolderEntry[] shuffled = [.. entries.Values];
        _random.Shuffle(shuffled);
        foreach (FolderEntry entry in shuffled)
        {
            yield return entry;
        }

        if (Failing.TryGetValue(relative, out Exception? failure))
        {
            throw failure;
        }
    }
}
