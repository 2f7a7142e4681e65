using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;

namespace NsgFlow.Shell;

/// <summary>
/// Turns Ctrl+C and SIGTERM into a stop of the running pipeline. The second signal, and the first one while
/// nothing runs, keeps its usual effect and ends the process.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private Pipeline? _running;
    private readonly ManualResetEvent _stopped = new(initialState: false);

    /// <summary>Starts to listen.</summary>
    public StopSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => OnSignal(context, ExitCodes.Interrupted));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnSignal(context, ExitCodes.Terminated));
    }

    /// <summary>The exit code that a stop asks for; null when nobody asked.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Set when a stop has been asked for.</summary>
    public WaitHandle Stopped => _stopped;

    /// <summary>Names the pipeline to stop; null when it has ended.</summary>
    public void Watch(Pipeline? pipeline)
    {
        lock (_lock)
        {
            _running = pipeline;
        }
    }

    /// <summary>Stops the running pipeline with the given exit code, unless a stop is under way.</summary>
    public bool Stop(int exitCode)
    {
        lock (_lock)
        {
            if (ExitCode is not null || _running is null)
            {
                return false;
            }

            ExitCode = exitCode;
            _running.StopAsync();
            _stopped.Set();
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _stopped.Dispose();
    }

    private void OnSignal(PosixSignalContext context, int exitCode) => context.Cancel = Stop(exitCode);
}
