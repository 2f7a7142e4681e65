using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using NsgFlow.Azure.Faults;
using NsgFlow.Layout;

namespace NsgFlow.Azure.Listing;

/// <summary>
/// Lists the logs of an account that a query asks for. Resources are found first, then each is asked for its hours, so
/// that the requests grow with the resources and not with the logs they have. Several are asked at once; what comes
/// out has the order of the names.
/// </summary>
internal sealed class BlobLister(BlobServiceClient service, FlowStorageContext context, BlobQuery query)
{
    private readonly NewestBlob _newest = new(query.Filter);

    /// <summary>Containers that were asked for by default and do not exist.</summary>
    private readonly ConcurrentQueue<string> _missing = new();
    private readonly List<StorageException> _failures = [];
    private long _resources;
    private int _hierarchical;

    /// <summary>How many resources were asked for their logs.</summary>
    public long Resources => Interlocked.Read(ref _resources);

    /// <summary>Whether the account has real folders, which cost a request each.</summary>
    public bool IsHierarchical => Volatile.Read(ref _hierarchical) != 0;

    /// <summary>What could not be listed. Where all failed alike, as by a wrong key, one stands for all.</summary>
    public IReadOnlyList<StorageException> Failures =>
        _failures.Count > 1 && _failures.All(failure => failure.Fault.Kind == _failures[0].Fault.Kind && failure.Fault.Kind != StorageFaultKind.StorageContainerNotFound)
            ? [_failures[0]]
            : _failures;

    /// <exception cref="StorageException">Something cannot be listed; thrown when all else has been. See <see cref="Failures"/>.</exception>
    public async IAsyncEnumerable<ListedBlob> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        IReadOnlyList<string> names = query.Containers.Count > 0 ? query.Containers : FlowLogContainers.All;
        Channel<Channel<IReadOnlyList<ListedBlob>>>[] containers = [.. names.Select(_ => Channel.CreateBounded<Channel<IReadOnlyList<ListedBlob>>>(query.Parallel))];
        Task[] tasks = [.. names.Select((name, i) => Task.Run(() => ListContainerAsync(name, containers[i].Writer, stop.Token), CancellationToken.None))];
        try
        {
            foreach (Channel<Channel<IReadOnlyList<ListedBlob>>> container in containers)
            {
                while (await TakeAsync(container.Reader, cancellation).ConfigureAwait(false) is { } resource)
                {
                    while (await TakeAsync(resource.Reader, cancellation).ConfigureAwait(false) is { } page)
                    {
                        foreach (ListedBlob blob in page)
                        {
                            yield return blob;
                        }
                    }
                }
            }

            if (_failures.Count > 0)
            {
                throw _failures[0];
            }

            if (query.Containers.Count == 0 && _missing.Count == names.Count)
            {
                throw NoContainer(names);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The newest hour of the resources found, whatever the times asked for; looked for in a few of them only.</summary>
    public async Task<DateTimeOffset?> FindNewestHourAsync(CancellationToken cancellation) =>
        await _newest.FindAsync(service, cancellation).ConfigureAwait(false);

    /// <summary>The next of a channel; null at its end, also where that is a failure, which is kept.</summary>
    private async ValueTask<T?> TakeAsync<T>(ChannelReader<T> reader, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await reader.WaitToReadAsync(cancellation).ConfigureAwait(false) && reader.TryRead(out T? next) ? next : null;
        }
        catch (StorageException e)
        {
            _failures.Add(e);
            return null;
        }
    }

    private async Task ListContainerAsync(string name, ChannelWriter<Channel<IReadOnlyList<ListedBlob>>> resources, CancellationToken cancellation)
    {
        // One for each container: those of a later one wait for their pages to be taken, and must not hold up the first.
        using var gate = new SemaphoreSlim(Math.Max(1, query.Parallel));
        var running = new List<Task>();
        try
        {
            BlobContainerClient container = service.GetBlobContainerClient(name);
            var tree = new ContainerTree(container, query.Filter);
            await foreach (TreeEntry entry in tree.FindAsync(cancellation).ConfigureAwait(false))
            {
                if (entry.Blob is { } blob)
                {
                    if (Take(name, blob) is { } listed)
                    {
                        await WriteAloneAsync(resources, listed, cancellation).ConfigureAwait(false);
                    }

                    continue;
                }

                Interlocked.Increment(ref _resources);
                _newest.AddFolder(name, entry.Folder!);
                Channel<IReadOnlyList<ListedBlob>> pages = Channel.CreateBounded<IReadOnlyList<ListedBlob>>(1);
                await resources.WriteAsync(pages, cancellation).ConfigureAwait(false);
                await gate.WaitAsync(cancellation).ConfigureAwait(false);
                running.RemoveAll(task => task.IsCompleted);
                running.Add(ListResourceAsync(container, entry.Folder!, tree.IsHierarchical, pages.Writer, gate, cancellation));
            }

            if (tree.IsHierarchical)
            {
                Volatile.Write(ref _hierarchical, 1);
            }

            resources.Complete();
        }
        catch (RequestFailedException e) when (e is { Status: 404, ErrorCode: "ContainerNotFound" or "ContainerBeingDeleted" } && query.Containers.Count == 0)
        {
            // An account has the container of the one kind of log or of the other, seldom both.
            _missing.Enqueue(name);
            resources.Complete();
        }
        catch (Exception e)
        {
            resources.Complete(Explain(e, name, cancellation));
        }

        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ListResourceAsync(BlobContainerClient container, string folder, bool foldersOnly, ChannelWriter<IReadOnlyList<ListedBlob>> pages, SemaphoreSlim gate, CancellationToken cancellation)
    {
        try
        {
            foreach (string prefix in HourPrefixes.Cover(query.Filter.Window, DateTimeOffset.UtcNow, foldersOnly))
            {
                var options = new GetBlobsOptions { Prefix = folder + prefix };
                await foreach (Page<BlobItem> page in container.GetBlobsAsync(options, cancellation).AsPages().ConfigureAwait(false))
                {
                    List<ListedBlob> wanted = [.. page.Values.Select(item => Take(container.Name, item)).OfType<ListedBlob>()];
                    if (wanted.Count > 0)
                    {
                        await pages.WriteAsync(wanted, cancellation).ConfigureAwait(false);
                    }
                }
            }

            pages.Complete();
        }
        catch (Exception e)
        {
            pages.Complete(Explain(e, container.Name, cancellation));
        }
        finally
        {
            gate.Release();
        }
    }

    private static async Task WriteAloneAsync(ChannelWriter<Channel<IReadOnlyList<ListedBlob>>> resources, ListedBlob blob, CancellationToken cancellation)
    {
        Channel<IReadOnlyList<ListedBlob>> alone = Channel.CreateBounded<IReadOnlyList<ListedBlob>>(1);
        alone.Writer.TryWrite([blob]);
        alone.Writer.Complete();
        await resources.WriteAsync(alone, cancellation).ConfigureAwait(false);
    }

    /// <summary>A blob that may be a log asked for; null for any other.</summary>
    private ListedBlob? Take(string container, BlobItem item)
    {
        if (!FlowLogPath.IsLogFileName(item.Name))
        {
            return null;
        }

        FlowLogPath? layout = FlowLogPath.OfFile(item.Name);
        PathVerdict verdict = query.Filter.Judge(layout);
        if (verdict != PathVerdict.Keep)
        {
            _newest.AddLeftOut(verdict, layout);
            return null;
        }

        return BlobAddress.ToListed(context, container, item, layout);
    }

    private Exception Explain(Exception exception, string container, CancellationToken cancellation) =>
        StorageFaults.IsFault(exception, cancellation) ? StorageFaults.Wrap(exception, context, container) : exception;

    private StorageException NoContainer(IReadOnlyList<string> names) => new(new StorageFault
    {
        Kind = StorageFaultKind.StorageContainerNotFound,
        Target = context.BlobEndpoint.AbsoluteUri,
        Status = 404,
        Code = "ContainerNotFound",
        Detail = "The account has none of the containers of flow logs: " + string.Join(", ", names),
    });
}
