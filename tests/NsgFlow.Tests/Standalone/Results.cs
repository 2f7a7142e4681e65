using Xunit.Abstractions;

namespace NsgFlow.Tests.Standalone;

/// <summary>Counts what came out, and writes each failure.</summary>
internal sealed class Results : LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    private readonly ManualResetEventSlim _done = new();
    private int _passed;
    private int _failed;
    private int _skipped;

    public int Passed => _passed;

    public int Failed => _failed;

    public int Skipped => _skipped;

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestPassed:
                Interlocked.Increment(ref _passed);
                break;
            case ITestSkipped skipped:
                Interlocked.Increment(ref _skipped);
                Console.WriteLine($"skipped: {skipped.Test.DisplayName}: {skipped.Reason}");
                break;
            case ITestFailed failed:
                Fail(failed.Test.DisplayName, failed);
                break;
            case ITestCleanupFailure or ITestClassCleanupFailure or ITestCollectionCleanupFailure or ITestAssemblyCleanupFailure or IErrorMessage:
                Fail("outside a test", (IFailureInformation)message);
                break;
            case ITestAssemblyFinished:
                _done.Set();
                break;
        }

        return true;
    }

    public void Wait() => _done.Wait();

    public void Dispose() => _done.Dispose();

    private void Fail(string name, IFailureInformation failure)
    {
        Interlocked.Increment(ref _failed);
        Console.WriteLine($"failed: {name}: {string.Join('\n', failure.Messages)}\n{string.Join('\n', failure.StackTraces)}");
    }
}
