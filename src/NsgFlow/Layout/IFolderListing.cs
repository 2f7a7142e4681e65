namespace NsgFlow.Layout;

/// <summary>One entry of a folder: a folder to enter, or a file.</summary>
internal readonly record struct FolderEntry(string Name, bool IsFolder, long Length);

/// <summary>Lists one folder. The only way by which a tree of logs touches the file system.</summary>
internal interface IFolderListing
{
    /// <summary>The entries in any order, without links to folders.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    IEnumerable<FolderEntry> List(string folder);
}
