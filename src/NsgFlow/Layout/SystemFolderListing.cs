using System.IO.Enumeration;

namespace NsgFlow.Layout;

/// <summary>
/// Lists folders of the file system. Links to folders and mount points are left out: they may lead back up, and
/// whoever wants what they lead to can name it. Links to files are files.
/// </summary>
internal sealed class SystemFolderListing : IFolderListing
{
    // Hidden and inaccessible entries are not passed over in silence.
    private static readonly EnumerationOptions s_options = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
    };

    private SystemFolderListing()
    {
    }

    public static SystemFolderListing Instance { get; } = new();

    public IEnumerable<FolderEntry> List(string folder) =>
        new FileSystemEnumerable<FolderEntry>(
            folder,
            (ref FileSystemEntry entry) => new FolderEntry(entry.FileName.ToString(), entry.IsDirectory, LengthOf(ref entry)),
            s_options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory || !IsLink(ref entry),
        };

    /// <summary>The attribute alone is not enough: folders kept in step with a cloud drive bear it too.</summary>
    private static bool IsLink(ref FileSystemEntry entry) =>
        (entry.Attributes & FileAttributes.ReparsePoint) != 0 && entry.ToFileSystemInfo().LinkTarget is not null;

    private static long LengthOf(ref FileSystemEntry entry)
    {
        if (entry.IsDirectory)
        {
            return 0;
        }

        if (!IsLink(ref entry))
        {
            return entry.Length;
        }

        try
        {
            return entry.ToFileSystemInfo().ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target
                ? target.Length
                : 0;
        }
        catch (IOException)
        {
            // A link that leads nowhere: whoever opens the file tells why.
            return 0;
        }
    }
}
