using System.Diagnostics;
using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Layout;
using NsgFlow.Azure.Tests.Loopback;
using NsgFlow.Azure.Tests.Proxy;

namespace NsgFlow.Azure.Tests.Storage;

/// <summary>Ctrl+C and the end of a pipeline end downloads, also those of which nothing comes.</summary>
[Collection(OnAzurite.Name)]
public sealed class StopTests(AzuriteFixture azurite) : IDisposable
{
    // A stalled connection is given up after a minute: whoever waited for that would be much later than this.
    private static readonly TimeSpan s_patience = Soak.IsOn ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(15);

    private readonly AccountShell _shell = new(azurite);

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public async Task Stopping_ends_a_stalled_read(double at)
    {
        await LogsAsync();
        _shell.Proxy.On(BlobOperation.GetBlob, new Fault.Stall(at), times: int.MaxValue);
        EngineRun run = _shell.Start("Get-NsgFlowLog -Context $args[0]");
        WaitForRequest(BlobOperation.GetBlob);

        TimeSpan time = Time(() => Assert.True(run.Stop().Stopped));

        AssertEnded(time);
    }

    [Fact]
    public async Task Stopping_ends_a_stalled_listing()
    {
        await LogsAsync();
        _shell.Proxy.On(BlobOperation.ListBlobs, new Fault.Stall(0.5), times: int.MaxValue);
        EngineRun run = _shell.Start("Get-NsgFlowLog -Context $args[0]");
        WaitForRequest(BlobOperation.ListBlobs);

        TimeSpan time = Time(() => Assert.True(run.Stop().Stopped));

        AssertEnded(time);
    }

    [Fact]
    public async Task Stopping_ends_the_pauses_between_repeats()
    {
        await LogsAsync();
        _shell.Proxy.On(BlobOperation.GetBlob, new Fault.Answer(503, "ServerBusy", RetryAfter: 60), times: int.MaxValue);
        EngineRun run = _shell.Start("Get-NsgFlowLog -Context $args[0]");
        WaitForRequest(BlobOperation.GetBlob);

        TimeSpan time = Time(() => Assert.True(run.Stop().Stopped));

        AssertEnded(time);
    }

    [Fact]
    public async Task The_end_of_the_pipeline_ends_stalled_reads_ahead()
    {
        SampledLogs logs = await LogsAsync();
        // The first blob comes; all that are read ahead of it stall.
        int first = 0;
        _shell.Proxy.On(BlobOperation.GetBlob, new Fault.Stall(0.5), times: int.MaxValue, where: request => !IsFirst(request, ref first));

        EngineResult result = _shell.Run("foreach ($once in 1) { Get-NsgFlowLog -Context $args[0] | ForEach-Object { $_; break } }");

        Assert.Single(result.Output);
        AssertEnded();
        Assert.True(logs.Logs.Count > 1);
    }

    [Fact]
    public async Task The_end_of_the_pipeline_ends_the_read_under_way()
    {
        await LogsAsync(bytesEach: 6_000_000);
        _shell.Proxy.On(BlobOperation.GetBlob, new Fault.Stall(0.5), times: int.MaxValue);

        EngineResult result = _shell.Run("foreach ($once in 1) { Get-NsgFlowLog -Context $args[0] | ForEach-Object { $_; break } }");

        Assert.Single(result.Output);
        AssertEnded();
    }

    private static bool IsFirst(LoggedRequest request, ref int first)
    {
        Interlocked.CompareExchange(ref first, request.Number, 0);
        return first == request.Number;
    }

    private static TimeSpan Time(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed;
    }

    private void AssertEnded(TimeSpan time = default)
    {
        Assert.True(time < s_patience, $"It took {time}.");
        // The connections have ended too, not only the waiting for them.
        Assert.True(
            SpinWait.SpinUntil(() => _shell.Proxy.Log.Requests.All(request => request.IsOver), s_patience),
            "A request goes on: " + string.Join('\n', _shell.Proxy.Log.Requests.Where(request => !request.IsOver)));
    }

    private void WaitForRequest(BlobOperation operation) =>
        Assert.True(SpinWait.SpinUntil(() => _shell.Proxy.Log.Count(operation) > 0, TimeSpan.FromMinutes(1)));

    private async Task<SampledLogs> LogsAsync(int bytesEach = 200_000)
    {
        SampledLogs logs = SampledLogs.Make(nics: 2, hours: 1, size: 4L * bytesEach);
        await logs.WriteAsync(_shell.Account);
        return logs;
    }
}
