namespace NsgFlow.PowerShell.Storage;

/// <summary>Waits on the pipeline's thread for what goes on elsewhere.</summary>
internal static class TaskWaiting
{
    /// <summary>Waits up to a while; what the task threw is for whoever takes its result.</summary>
    /// <exception cref="OperationCanceledException">The pipeline is stopping.</exception>
    public static void WaitQuietly(this Task task, TimeSpan wait, CancellationToken cancellation)
    {
        try
        {
            task.Wait((int)wait.TotalMilliseconds, cancellation);
        }
        catch (AggregateException)
        {
            // It has ended, and that is all that was asked.
        }
    }
}
