using System.Diagnostics;
using System.Management.Automation;
using NsgFlow.Azure.Custody;
using NsgFlow.Azure.Listing;
using NsgFlow.Custody;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Storage;

namespace NsgFlow.PowerShell.Custody;

/// <summary>Copies blobs by several workers and records on the pipeline's thread what becomes of each.</summary>
internal sealed class EvidenceSaving(PSCmdlet cmdlet, StorageSession session, CancellationToken stop)
{
    /// <summary>Short commands need no progress; and five lines a second are as many as eyes can use.</summary>
    private const long FirstProgressMilliseconds = 1000;
    private const long ProgressIntervalMilliseconds = 200;

    private static readonly TimeSpan s_nap = TimeSpan.FromMilliseconds(50);

    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly ProgressRecord _progress = new(0, cmdlet.MyInvocation.MyCommand.Name, ErrorFactory.Format("EvidenceProgressActivity"));
    private long _nextProgress = FirstProgressMilliseconds;
    private long _bytes;
    private long _done;

    public int Kept { get; private set; }

    public int Open { get; private set; }

    /// <summary>Told by workers of bytes as they come.</summary>
    public void AddBytes(int count) => Interlocked.Add(ref _bytes, count);

    /// <exception cref="OperationCanceledException">The pipeline is stopping. What was copied is recorded.</exception>
    public void Copy(IReadOnlyList<ListedBlob> blobs, Acquisition acquisition, int parallel)
    {
        long total = blobs.Sum(blob => blob.Length ?? 0);
        IEnumerable<IEvidenceSource> sources = blobs.Select(blob =>
            new BlobSource(session.Connect(blob.Context), blob, acquisition.PathOf(blob.Container, blob.Name))).ToArray();
        using var run = new CopyRun(sources, acquisition.CopyAsync, EvidenceErrors.IsFailure, parallel, stop);
        while (!run.IsCompleted)
        {
            stop.ThrowIfCancellationRequested();
            if (run.Take(s_nap) is { } outcome)
            {
                Record(outcome, acquisition);
            }

            session.RefreshTokens();
            WriteProgress(total, blobs.Count);
        }

        // Tells what ended the run before its end, if anything did.
        run.Take(TimeSpan.Zero);
        if (_nextProgress > FirstProgressMilliseconds)
        {
            _progress.RecordType = ProgressRecordType.Completed;
            cmdlet.WriteProgress(_progress);
        }
    }

    private void Record(CopyOutcome outcome, Acquisition acquisition)
    {
        _done++;
        if (outcome.Copy is { } copy)
        {
            FlowManifestEntry entry = acquisition.Add(copy);
            Kept += copy.IsKept ? 1 : 0;
            Open += entry.State == FlowManifestState.Open ? 1 : 0;
            cmdlet.WriteVerbose(ErrorFactory.Format(copy.IsKept ? "EvidenceKept" : "EvidenceCopied", entry.Uri, entry.BytesHashed, entry.Sha256));
            return;
        }

        ErrorRecord error = EvidenceErrors.ToError(outcome.Failure!, outcome.Source.Uri);
        acquisition.Writer.Add(new ManifestFailure(outcome.Source.Uri, error.FullyQualifiedErrorId, error.Exception.Message));
        cmdlet.WriteError(error);
    }

    private void WriteProgress(long total, int count)
    {
        long elapsed = (long)Stopwatch.GetElapsedTime(_begin).TotalMilliseconds;
        if (elapsed < _nextProgress)
        {
            return;
        }

        _nextProgress = elapsed + ProgressIntervalMilliseconds;
        long bytes = Interlocked.Read(ref _bytes);
        _progress.StatusDescription = ErrorFactory.Format("EvidenceProgress", _done, count, bytes / 1_000_000, total / 1_000_000);
        _progress.PercentComplete = count > 0 ? (int)(_done * 100 / count) : 0;
        cmdlet.WriteProgress(_progress);
    }
}
