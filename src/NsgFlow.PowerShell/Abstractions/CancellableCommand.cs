using System.ComponentModel;
using System.Management.Automation;

namespace NsgFlow.PowerShell.Abstractions;

/// <summary>A cmdlet whose work stops at Ctrl+C, and also when a downstream Select-Object -First ends the pipeline.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class CancellableCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled when the pipeline stops or the cmdlet is disposed, whichever comes first.</summary>
    protected CancellationToken StopToken => _stop.Token;

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>
    /// Runs work that throws OperationCanceledException when <see cref="StopToken"/> is cancelled. The pipeline is
    /// stopping then, and says so itself: nothing is left to report.
    /// </summary>
    private protected void UntilStopped(Action work)
    {
        try
        {
            work();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Ctrl+C while waiting for a worker.
        }
    }

    /// <summary>
    /// The engine always disposes a cmdlet, but calls neither StopProcessing nor EndProcessing when the pipeline
    /// is ended from downstream: so this is where work under way is cancelled for good.
    /// </summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Cancels and frees; a subclass waits for its workers after calling this.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_stop.IsCancellationRequested)
        {
            _stop.Cancel();
        }
    }
}
