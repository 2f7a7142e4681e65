namespace NsgFlow.Layout;

/// <summary>
/// The order in which a walk gives the files of a tree in the ordinal order of their whole relative paths. A folder's
/// name counts with the slash that follows it: <c>a.json</c> comes before <c>a/b.json</c>, for a dot sorts before a slash.
/// </summary>
internal sealed class FolderEntryOrder : IComparer<FolderEntry>
{
    private FolderEntryOrder()
    {
    }

    public static FolderEntryOrder Instance { get; } = new();

    public int Compare(FolderEntry x, FolderEntry y)
    {
        int common = Math.Min(x.Name.Length, y.Name.Length);
        int order = x.Name.AsSpan(0, common).SequenceCompareTo(y.Name.AsSpan(0, common));
        return order != 0 ? order : CharacterAt(x, common).CompareTo(CharacterAt(y, common));
    }

    private static int CharacterAt(FolderEntry entry, int index) =>
        index < entry.Name.Length ? entry.Name[index] : entry.IsFolder ? '/' : -1;
}
