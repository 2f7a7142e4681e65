using System.Management.Automation;
using NsgFlow.Azure.Access;
using NsgFlow.Azure.Faults;
using NsgFlow.Azure.Listing;
using NsgFlow.PowerShell.Errors;

namespace NsgFlow.PowerShell.Storage;

/// <summary>Finds the blobs that accounts hold, or that addresses name.</summary>
/// <param name="cmdlet">Where errors go.</param>
/// <param name="session">The accounts.</param>
/// <param name="waitFor">Waits for a task, doing meanwhile what there is to do.</param>
/// <param name="cancellation">Stops.</param>
internal sealed class BlobFinder(PSCmdlet cmdlet, StorageSession session, Action<Task> waitFor, CancellationToken cancellation)
{
    /// <summary>How long the end of a listing is waited for.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly List<BlobLister> _listers = [];
    private readonly Dictionary<Uri, FlowStorageContext> _ways = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<StorageFault> _failures = [];
    private long _found;
    private Task _move = Task.CompletedTask;

    /// <summary>What could not be listed, so that blobs may be missing.</summary>
    public IReadOnlyList<StorageFault> Failures => _failures;

    /// <summary>The blobs of an account, in the order of their names. What cannot be listed is written as an error.</summary>
    public IEnumerable<ListedBlob> List(FlowStorageContext context, BlobQuery query)
    {
        BlobLister lister;
        try
        {
            lister = session.Connect(context).CreateLister(query);
        }
        catch (StorageException e)
        {
            Report(e);
            yield break;
        }

        _listers.Add(lister);
        IAsyncEnumerator<ListedBlob> blobs = lister.ListAsync(cancellation).GetAsyncEnumerator(cancellation);
        try
        {
            while (MoveNext(blobs, lister))
            {
                _found++;
                yield return blobs.Current;
            }
        }
        finally
        {
            // Ends the requests under way where the caller wants no more. What was asked for last is let end first: an
            // enumeration that is under way cannot be disposed of.
            Task end = _move.ContinueWith(_ => blobs.DisposeAsync().AsTask(), TaskScheduler.Default).Unwrap();
            ((IAsyncResult)end).AsyncWaitHandle.WaitOne(s_patience);
        }

        if (lister.IsHierarchical)
        {
            cmdlet.WriteVerbose(ErrorFactory.Format("StorageHierarchical", context.BlobEndpoint.AbsoluteUri));
        }

        cmdlet.WriteVerbose(ErrorFactory.Format("StorageListed", context.BlobEndpoint.AbsoluteUri, lister.Resources, session.Connect(context).Traffic.Lists));
    }

    /// <summary>The blob that an address names; null, and an error written, where it is none.</summary>
    /// <param name="address">With or without a signature.</param>
    /// <param name="context">A way in; null for that of the signature, or where there is none the environment's identity.</param>
    public ListedBlob? Find(Uri address, FlowStorageContext? context)
    {
        if (BlobAddress.Parse(address) is not { } blob)
        {
            string shown = address.IsAbsoluteUri ? address.GetLeftPart(UriPartial.Path) : address.OriginalString;
            cmdlet.WriteError(ErrorFactory.Create(ErrorId.InvalidBlobUri, ErrorCategory.InvalidArgument, shown, inner: null, shown));
            return null;
        }

        FlowStorageContext? way = context is not null
            ? StorageContexts.ForAccount(context, blob.Account.AccountName)
            : Way(blob);
        if (way is null)
        {
            cmdlet.WriteError(ErrorFactory.Create(
                ErrorId.StorageContextOtherAccount, ErrorCategory.InvalidArgument, blob.Account.AccountName, inner: null, context!.StorageAccountName, blob.Account.AccountName));
            return null;
        }

        ListedBlob found = blob.ToListed(way);
        return _seen.Add(found.Url) ? found : null;
    }

    /// <summary>The newest hour in the accounts that were listed, whatever the times asked for.</summary>
    public DateTimeOffset? FindNewestHour()
    {
        DateTimeOffset? newest = null;
        foreach (BlobLister lister in _listers)
        {
            Task<DateTimeOffset?> search = Task.Run(() => lister.FindNewestHourAsync(cancellation), cancellation);
            waitFor(search);
            DateTimeOffset? hour = search.GetAwaiter().GetResult();
            newest = newest is null || hour > newest ? hour : newest;
        }

        return newest;
    }

    /// <summary>No flows and no logs look alike in the output, and mean very different things.</summary>
    public void WarnWhereNothingWasFound(DateTimeOffset? newest)
    {
        if (_listers.Count > 0 && _found == 0 && _failures.Count == 0 && newest is null)
        {
            cmdlet.WriteWarning(ErrorFactory.Format("NoBlobFound"));
        }
    }

    private FlowStorageContext Way(BlobAddress blob)
    {
        if (blob.Signature is { } signature)
        {
            // Each address has a signature of its own.
            return StorageContexts.WithSas(blob.Account, signature);
        }

        if (!_ways.TryGetValue(blob.Account.Endpoint, out FlowStorageContext? way))
        {
            _ways.Add(blob.Account.Endpoint, way = StorageContexts.WithEntraId(blob.Account, Cloud.Of(blob.Account.Endpoint)));
        }

        return way;
    }

    private bool MoveNext(IAsyncEnumerator<ListedBlob> blobs, BlobLister lister)
    {
        Task<bool> move = blobs.MoveNextAsync().AsTask();
        _move = move;
        try
        {
            waitFor(move);
            return move.GetAwaiter().GetResult();
        }
        catch (StorageException e)
        {
            foreach (StorageException failure in lister.Failures.DefaultIfEmpty(e))
            {
                Report(failure);
            }

            return false;
        }
    }

    private void Report(StorageException exception)
    {
        _failures.Add(exception.Fault);
        cmdlet.WriteError(StorageErrors.ToError(exception));
    }
}
