namespace NsgFlow.Azure.Tests.StandIns;

/// <summary>An entry of a page: a blob, a folder of an account with a hierarchical namespace, or a common beginning.</summary>
internal readonly record struct ListedEntry(string Name, ListedEntryKind Kind);

internal enum ListedEntryKind
{
    Blob,
    Directory,
    Prefix,
}

/// <summary>One page of a listing, made as the service documents it.</summary>
/// <param name="Entries">In order.</param>
/// <param name="Next">The name that the next page begins with; null for the last page.</param>
internal sealed record ListedPage(IReadOnlyList<ListedEntry> Entries, string? Next)
{
    public const int LargestPage = 5000;

    /// <param name="names">What there is.</param>
    /// <param name="prefix">What names must begin with.</param>
    /// <param name="delimiter">Names that have it behind the prefix are told by their beginning up to it, once.</param>
    /// <param name="from">Where to begin; empty for the start.</param>
    /// <param name="size">Blobs and beginnings of a page count alike.</param>
    /// <param name="withDirectories">Whether folders are entries of their own, as a hierarchical namespace has them.</param>
    public static ListedPage Of(LogNames names, string prefix, string delimiter, string from, int size, bool withDirectories)
    {
        var entries = new List<ListedEntry>();
        long at = names.Find(string.CompareOrdinal(from, prefix) > 0 ? from : prefix);
        while (at < names.Count && names[at] is string name && name.StartsWith(prefix, StringComparison.Ordinal))
        {
            int end = delimiter.Length == 0 ? -1 : name.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            bool isPrefix = end >= 0;
            IEnumerable<ListedEntry> here = isPrefix
                ? [new ListedEntry(name[..(end + delimiter.Length)], ListedEntryKind.Prefix)]
                : withDirectories && delimiter.Length == 0
                    ? [.. DirectoriesBefore(names, at, prefix, from), new ListedEntry(name, ListedEntryKind.Blob)]
                    : [new ListedEntry(name, ListedEntryKind.Blob)];
            foreach (ListedEntry entry in here)
            {
                if (entries.Count == size)
                {
                    return new ListedPage(entries, entry.Name);
                }

                entries.Add(entry);
            }

            at = isPrefix ? names.FindBehind(name[..(end + delimiter.Length)]) : at + 1;
        }

        return new ListedPage(entries, null);
    }

    /// <summary>The folders that hold this name and not the one before it.</summary>
    private static IEnumerable<ListedEntry> DirectoriesBefore(LogNames names, long at, string prefix, string from)
    {
        string name = names[at];
        string before = at > 0 ? names[at - 1] : "";
        for (int slash = name.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = name.IndexOf('/', slash + 1))
        {
            string folder = name[..slash];
            if (!before.StartsWith(folder + "/", StringComparison.Ordinal)
                && folder.StartsWith(prefix, StringComparison.Ordinal)
                && string.CompareOrdinal(folder, from) >= 0)
            {
                yield return new ListedEntry(folder, ListedEntryKind.Directory);
            }
        }
    }
}
