using System.Management.Automation;
using NsgFlow.Azure.Clients;
using NsgFlow.Azure.Faults;
using NsgFlow.Azure.Listing;
using NsgFlow.Azure.Reading;
using NsgFlow.Filtering;
using NsgFlow.Layout;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Input;
using NsgFlow.PowerShell.Output;
using NsgFlow.Survey;

namespace NsgFlow.PowerShell.Storage;

/// <summary>Finds the flow logs of storage accounts and tells what they are, without decoding them.</summary>
internal sealed class StorageSurvey
{
    private static readonly TimeSpan s_nap = TimeSpan.FromMilliseconds(100);

    private readonly PSCmdlet _cmdlet;
    private readonly StorageSession _session;
    private readonly BlobFinder _finder;
    private readonly BufferPool _buffers;
    private readonly FlowLogPathFilter _filter;
    private readonly int _parallel;
    private readonly CancellationToken _cancellation;
    private bool _hasLogs;

    public StorageSurvey(PSCmdlet cmdlet, FlowFilterOptions options, int parallel, CancellationToken cancellation)
    {
        _cmdlet = cmdlet;
        _session = new StorageSession(cmdlet);
        _finder = new BlobFinder(cmdlet, _session, WaitFor, cancellation);
        _buffers = new BufferPool(parallel);
        _filter = LogFinder.FilterOf(options);
        _parallel = parallel;
        _cancellation = cancellation;
    }

    /// <summary>The logs of accounts, in the order of their names.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="containers">The containers; none for those of flow logs.</param>
    /// <param name="needsContent">Whether the ends of every log have to be fetched; else only where the name does not tell enough.</param>
    /// <param name="look">What is to be found out of a log. Called on any thread.</param>
    public IEnumerable<(ListedBlob Blob, LogInspection Log, T Found)> Survey<T>(
        IEnumerable<FlowStorageContext> accounts, IReadOnlyList<string> containers, bool needsContent, Func<LogInspection, LogBytes?, T> look)
    {
        var query = new BlobQuery { Containers = containers, Filter = _filter, Parallel = Math.Min(_parallel, 8) };
        var ahead = new Queue<(ListedBlob Blob, Task<(LogInspection, T)> Work)>();
        foreach (ListedBlob blob in accounts.SelectMany(account => _finder.List(account, query)))
        {
            while (ahead.Count >= _parallel)
            {
                if (Take(ahead.Dequeue()) is { } result)
                {
                    yield return result;
                }
            }

            StorageConnection connection = _session.Connect(blob.Context);
            ahead.Enqueue((blob, Task.Run(() => Look(connection, blob, needsContent, look), _cancellation)));
        }

        while (ahead.TryDequeue(out (ListedBlob, Task<(LogInspection, T)>) next))
        {
            if (Take(next) is { } result)
            {
                yield return result;
            }
        }
    }

    /// <summary>Says so where nothing came of it.</summary>
    /// <param name="last">How far back from now was asked for, if it was.</param>
    public void Complete(TimeSpan? last)
    {
        DateTimeOffset? newest = !_hasLogs && last is not null ? _finder.FindNewestHour() : null;
        if (newest is not null)
        {
            _cmdlet.WriteWarning(ErrorFactory.Format("NothingInLastHour", last, newest));
        }

        _finder.WarnWhereNothingWasFound(newest);
        _session.WriteTraffic();
    }

    private (LogInspection, T) Look<T>(StorageConnection connection, ListedBlob blob, bool needsContent, Func<LogInspection, LogBytes?, T> look)
    {
        if (!needsContent && blob.Layout is { Hour: not null, MacAddress: not null })
        {
            LogInspection told = LogInspection.OfPath(blob.Url, blob.Layout, blob.Length ?? 0, blob.LastModified ?? default);
            return (told, look(told, null));
        }

        using BlobLogBytes bytes = connection.OpenBytes(blob, _buffers, _cancellation);
        LogInspection log = LogInspection.Inspect(bytes, blob.Url, blob.Layout);
        return (log, look(log, bytes));
    }

    private (ListedBlob Blob, LogInspection Log, T Found)? Take<T>((ListedBlob Blob, Task<(LogInspection Log, T Found)> Work) next)
    {
        WaitFor(next.Work);
        (LogInspection Log, T Found) result;
        try
        {
            result = next.Work.GetAwaiter().GetResult();
        }
        catch (StorageException e)
        {
            _cmdlet.WriteError(StorageErrors.ToError(e));
            return null;
        }

        if (result.Log.Log is null)
        {
            if (result.Log.Length == 0)
            {
                _cmdlet.WriteVerbose(ErrorFactory.Format("FileEmpty", next.Blob.Url));
            }
            else
            {
                ReadErrors.WriteForeign(_cmdlet, next.Blob.Url, result.Log.ForeignLog, isNamed: false);
            }

            return null;
        }

        if (_filter.Excludes(result.Log.Log))
        {
            return null;
        }

        _hasLogs = true;
        return (next.Blob, result.Log, result.Found);
    }

    private void WaitFor(Task task)
    {
        while (!task.IsCompleted)
        {
            task.WaitQuietly(s_nap, _cancellation);
            _session.RefreshTokens();
        }
    }
}
