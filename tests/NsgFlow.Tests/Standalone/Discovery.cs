using Xunit.Abstractions;

namespace NsgFlow.Tests.Standalone;

/// <summary>Collects the tests there are.</summary>
internal sealed class Discovery : LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    private readonly ManualResetEventSlim _done = new();

    public List<ITestCase> Cases { get; } = [];

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestCaseDiscoveryMessage discovery:
                Cases.Add(discovery.TestCase);
                break;
            case IDiscoveryCompleteMessage:
                _done.Set();
                break;
        }

        return true;
    }

    public void Wait() => _done.Wait();

    public void Dispose() => _done.Dispose();
}
