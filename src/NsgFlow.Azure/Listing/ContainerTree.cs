using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using NsgFlow.Layout;

namespace NsgFlow.Azure.Listing;

/// <summary>A place in a container where a resource has its logs, or a blob that lies in none.</summary>
/// <param name="Folder">The folder above the years, with its slash; null for a blob.</param>
/// <param name="Blob">A blob outside such folders; null for a folder.</param>
internal readonly record struct TreeEntry(string? Folder, BlobItem? Blob);

/// <summary>Finds the resources that have logs in a container, without looking at their logs.</summary>
internal sealed class ContainerTree(BlobContainerClient container, FlowLogPathFilter filter)
{
    /// <summary>All names that go on with a year, in one.</summary>
    private const string YearDelimiter = "/y=";

    /// <summary>Folders have no end where somebody wishes it so.</summary>
    private const int DeepestFolder = 32;

    /// <summary>Whether the account has real folders, and so no other delimiter than the slash.</summary>
    public bool IsHierarchical { get; private set; }

    /// <exception cref="RequestFailedException">The container cannot be listed.</exception>
    public async IAsyncEnumerable<TreeEntry> FindAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        IAsyncEnumerator<Page<BlobHierarchyItem>> pages = Pages(YearDelimiter, string.Empty, cancellation).GetAsyncEnumerator(cancellation);
        await using (pages.ConfigureAwait(false))
        {
            while (await MoveNextAsync(pages).ConfigureAwait(false))
            {
                foreach (BlobHierarchyItem item in pages.Current.Values)
                {
                    if (item.IsPrefix)
                    {
                        // Emulators leave out the rest of the delimiter.
                        string folder = item.Prefix.EndsWith(YearDelimiter, StringComparison.Ordinal) ? item.Prefix[..^(YearDelimiter.Length - 1)] : item.Prefix;
                        if (!filter.Excludes(FlowLogPath.OfFolder(folder)))
                        {
                            yield return new TreeEntry(folder, null);
                        }
                    }
                    else
                    {
                        yield return new TreeEntry(null, item.Blob);
                    }
                }
            }
        }

        if (IsHierarchical)
        {
            await foreach (TreeEntry entry in WalkAsync(cancellation).ConfigureAwait(false))
            {
                yield return entry;
            }
        }
    }

    /// <summary>The first answer tells whether the account knows the delimiter.</summary>
    private async Task<bool> MoveNextAsync(IAsyncEnumerator<Page<BlobHierarchyItem>> pages)
    {
        try
        {
            return await pages.MoveNextAsync().ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status == 400)
        {
            IsHierarchical = true;
            return false;
        }
    }

    /// <summary>Goes down folder by folder, until a path names a resource or has a year beneath it.</summary>
    private async IAsyncEnumerable<TreeEntry> WalkAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var open = new Stack<string>([string.Empty]);
        while (open.TryPop(out string? folder))
        {
            FlowLogPath? path = FlowLogPath.OfFolder(folder);
            if (filter.Excludes(path))
            {
                continue;
            }

            if (path is { NetworkSecurityGroup: not null } or { FlowLogName: not null })
            {
                yield return new TreeEntry(folder, null);
                continue;
            }

            var beneath = new List<string>();
            bool hasYears = false;
            await foreach (Page<BlobHierarchyItem> page in Pages("/", folder, cancellation).ConfigureAwait(false))
            {
                foreach (BlobHierarchyItem item in page.Values)
                {
                    if (!item.IsPrefix)
                    {
                        yield return new TreeEntry(null, item.Blob);
                    }
                    else if (item.Prefix.AsSpan(folder.Length).StartsWith("y="))
                    {
                        hasYears = true;
                    }
                    else if (item.Prefix.Count(c => c == '/') < DeepestFolder)
                    {
                        beneath.Add(item.Prefix);
                    }
                }
            }

            if (hasYears)
            {
                yield return new TreeEntry(folder, null);
            }

            // The first name on top.
            beneath.Reverse();
            beneath.ForEach(open.Push);
        }
    }

    /// <summary>The requests obey the token they are made with, not that of whoever takes the pages.</summary>
    private IAsyncEnumerable<Page<BlobHierarchyItem>> Pages(string delimiter, string prefix, CancellationToken cancellation) =>
        container.GetBlobsByHierarchyAsync(new GetBlobsByHierarchyOptions { Delimiter = delimiter, Prefix = prefix.Length > 0 ? prefix : null }, cancellation).AsPages();
}
