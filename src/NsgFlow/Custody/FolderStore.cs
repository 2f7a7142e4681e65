using System.IO.Enumeration;

namespace NsgFlow.Custody;

/// <summary>An evidence copy in a folder. Links are not followed: what they lead to may change with nobody touching the copy.</summary>
/// <param name="root">An absolute path.</param>
internal sealed class FolderStore(string root) : IEvidenceStore
{
    private static readonly EnumerationOptions s_options = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = true };

    /// <summary>The names of the manifests in a folder, the oldest first.</summary>
    public static string[] Manifests(string folder) =>
        ManifestNames.Order(Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Where(ManifestNames.IsManifest));

    public string FullName(string path) => EvidencePath.Combine(root, path);

    public IEnumerable<EvidenceItem> List(CancellationToken stop)
    {
        var entries = new FileSystemEnumerable<EvidenceItem>(root, Find, s_options)
        {
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry),
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory || IsLink(ref entry),
        };
        foreach (EvidenceItem item in entries)
        {
            stop.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    public Stream? Open(string path, CancellationToken stop)
    {
        string full = FullName(path);
        try
        {
            if (File.GetAttributes(full).HasFlag(FileAttributes.Directory) || LiesBehindLink(full))
            {
                return null;
            }

            return new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private bool LiesBehindLink(string full)
    {
        for (string at = full; at.Length > root.Length; at = Path.GetDirectoryName(at)!)
        {
            if (new FileInfo(at).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLink(ref FileSystemEntry entry) =>
        (entry.Attributes & FileAttributes.ReparsePoint) != 0 && entry.ToFileSystemInfo().LinkTarget is not null;

    private EvidenceItem Find(ref FileSystemEntry entry)
    {
        string path = Path.GetRelativePath(root, entry.ToFullPath()).Replace(Path.DirectorySeparatorChar, '/');
        return new EvidenceItem(path, entry.IsDirectory ? 0 : entry.Length, IsLink(ref entry));
    }
}
