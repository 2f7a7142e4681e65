using System.Management.Automation;
using PowerShellApi = System.Management.Automation.PowerShell;

namespace NsgFlow.PowerShell.Tests.Engine;

/// <summary>A script under way in a session.</summary>
internal sealed class EngineRun
{
    // A guard against tests that hang, not a measure of speed.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly PowerShellApi _shell;
    private readonly PSDataCollection<PSObject> _output = [];
    private readonly IAsyncResult _invocation;

    public EngineRun(PowerShellApi shell, PSDataCollection<object?>? input)
    {
        _shell = shell;
        _invocation = shell.BeginInvoke(input, _output);
    }

    /// <summary>The objects written so far.</summary>
    public IReadOnlyList<PSObject> Output => [.. _output];

    public bool IsCompleted => _invocation.IsCompleted;

    /// <summary>Waits until so many objects were written; fails if the script ends before.</summary>
    public void WaitForOutput(int count)
    {
        bool reached = SpinWait.SpinUntil(() => _output.Count >= count || _invocation.IsCompleted, s_patience);
        if (!reached || _output.Count < count)
        {
            throw new TimeoutException($"The script wrote {_output.Count} objects; {count} were waited for.");
        }
    }

    /// <summary>Stops the script as Ctrl+C does, and waits until it has stopped.</summary>
    public EngineResult Stop()
    {
        IAsyncResult stop = _shell.BeginStop(null, null);
        if (!stop.AsyncWaitHandle.WaitOne(s_patience))
        {
            throw new TimeoutException("The script did not stop.");
        }

        _shell.EndStop(stop);
        return Wait();
    }

    /// <summary>Waits for the end and returns all that came out.</summary>
    public EngineResult Wait()
    {
        if (!_invocation.AsyncWaitHandle.WaitOne(s_patience))
        {
            _shell.Stop();
            throw new TimeoutException("The script did not end.");
        }

        ErrorRecord? terminating = null;
        bool stopped = false;
        try
        {
            _shell.EndInvoke(_invocation);
        }
        catch (PipelineStoppedException)
        {
            stopped = true;
        }
        catch (RuntimeException e)
        {
            terminating = e.ErrorRecord;
        }

        EngineResult result = new(Output, _shell.Streams, terminating, stopped);
        _shell.Dispose();
        return result;
    }
}
