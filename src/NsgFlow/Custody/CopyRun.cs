using System.Collections.Concurrent;

namespace NsgFlow.Custody;

/// <summary>What became of one blob.</summary>
internal sealed record CopyOutcome(IEvidenceSource Source, EvidenceCopy? Copy, Exception? Failure);

/// <summary>
/// Copies many blobs at once. Workers hand over what became of each; whoever started the run takes it on a thread of its
/// own choice. One blob that fails ends no other; a listing that fails ends the run.
/// </summary>
internal sealed class CopyRun : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly BlockingCollection<CopyOutcome> _outcomes;
    private readonly Task _work;

    public CopyRun(
        IEnumerable<IEvidenceSource> sources,
        Func<IEvidenceSource, CancellationToken, Task<EvidenceCopy>> copy,
        Func<Exception, bool> isFailure,
        int parallel,
        CancellationToken stop)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _outcomes = new BlockingCollection<CopyOutcome>(parallel * 4);
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = _stop.Token };
        _work = Task.Run(() => WorkAsync(sources, copy, isFailure, options), CancellationToken.None);
    }

    /// <summary>Whether all was done and taken.</summary>
    public bool IsCompleted => _outcomes.IsCompleted;

    /// <returns>Null where nothing came within the time.</returns>
    public CopyOutcome? Take(TimeSpan patience)
    {
        if (_outcomes.TryTake(out CopyOutcome? outcome, patience))
        {
            return outcome;
        }

        if (_outcomes.IsCompleted)
        {
            // Throws what ended the run before its end.
            _work.GetAwaiter().GetResult();
        }

        return null;
    }

    /// <summary>Ends what is under way and waits for it: nothing may write to the target any more.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        while (!_outcomes.IsCompleted)
        {
            // A worker may be waiting for room.
            _outcomes.TryTake(out _, TimeSpan.FromMilliseconds(20));
        }

        ((IAsyncResult)_work).AsyncWaitHandle.WaitOne();
        _outcomes.Dispose();
        _stop.Dispose();
    }

    private async Task WorkAsync(
        IEnumerable<IEvidenceSource> sources,
        Func<IEvidenceSource, CancellationToken, Task<EvidenceCopy>> copy,
        Func<Exception, bool> isFailure,
        ParallelOptions options)
    {
        try
        {
            await Parallel.ForEachAsync(sources, options, async (source, stop) =>
            {
                CopyOutcome outcome;
                try
                {
                    outcome = new CopyOutcome(source, await copy(source, stop).ConfigureAwait(false), Failure: null);
                }
                catch (Exception e) when (isFailure(e) && !stop.IsCancellationRequested)
                {
                    outcome = new CopyOutcome(source, Copy: null, e);
                }

                _outcomes.Add(outcome, stop);
            }).ConfigureAwait(false);
        }
        finally
        {
            _outcomes.CompleteAdding();
        }
    }
}
