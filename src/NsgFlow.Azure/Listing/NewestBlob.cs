using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using NsgFlow.Azure.Faults;
using NsgFlow.Layout;

namespace NsgFlow.Azure.Listing;

/// <summary>
/// Looks for the newest hour of some resources, for the case that nothing lies within the times asked for: whoever asks
/// wants to know whether logging stopped. Four requests for each resource.
/// </summary>
internal sealed class NewestBlob(FlowLogPathFilter filter)
{
    /// <summary>A guess is worth no more.</summary>
    private const int MostFolders = 8;

    private readonly object _gate = new();
    private readonly List<(string Container, string Folder)> _folders = [];
    private readonly FlowLogPathFilter _filter = filter.OfAnyTime();
    private DateTimeOffset? _hour;

    public void AddFolder(string container, string folder)
    {
        lock (_gate)
        {
            if (_folders.Count < MostFolders)
            {
                _folders.Add((container, folder));
            }
        }
    }

    /// <summary>A blob that was listed and left out.</summary>
    public void AddLeftOut(PathVerdict verdict, FlowLogPath? layout)
    {
        if (verdict == PathVerdict.OutsideWindow && layout?.Hour is { } hour)
        {
            lock (_gate)
            {
                _hour = hour > _hour || _hour is null ? hour : _hour;
            }
        }
    }

    public async Task<DateTimeOffset?> FindAsync(BlobServiceClient service, CancellationToken cancellation)
    {
        (string Container, string Folder)[] folders;
        lock (_gate)
        {
            folders = [.. _folders];
        }

        foreach ((string container, string folder) in folders)
        {
            try
            {
                await DescendAsync(service.GetBlobContainerClient(container), folder, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (StorageFaults.IsFault(e, cancellation))
            {
                // Listing has reported what cannot be reached; this is silent about it.
                break;
            }
        }

        return _hour;
    }

    private async Task DescendAsync(BlobContainerClient container, string folder, CancellationToken cancellation)
    {
        while (FlowLogPath.OfFolder(folder) is { } path && !_filter.Excludes(path))
        {
            if (path.Hour is not null)
            {
                AddLeftOut(PathVerdict.OutsideWindow, path);
                return;
            }

            string? newest = null;
            var options = new GetBlobsByHierarchyOptions { Delimiter = "/", Prefix = folder };
            await foreach (BlobHierarchyItem item in container.GetBlobsByHierarchyAsync(options, cancellation).ConfigureAwait(false))
            {
                newest = item.IsPrefix && string.CompareOrdinal(item.Prefix, newest) > 0 ? item.Prefix : newest;
            }

            if (newest is null)
            {
                return;
            }

            folder = newest;
        }
    }
}
