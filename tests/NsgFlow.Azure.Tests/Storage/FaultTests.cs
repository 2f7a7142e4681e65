using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Layout;
using NsgFlow.Azure.Tests.Loopback;
using NsgFlow.Azure.Tests.Proxy;

namespace NsgFlow.Azure.Tests.Storage;

/// <summary>Whatever happens on the way: nothing is lost, nothing comes twice, or an error names the blob.</summary>
[Collection(OnAzurite.Name)]
public sealed class FaultTests(AzuriteFixture azurite) : IDisposable
{
    private const string Read = "Get-NsgFlowLog -Context $args[0]";
    private readonly AccountShell _shell = new(azurite);

    public static TheoryData<string> PassingFaults => [.. Passing().Keys];

    public void Dispose() => _shell.Dispose();

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task A_passing_fault_of_a_read_costs_no_flow(string name)
    {
        SampledLogs logs = await LogsAsync(bytesEach: 300_000);
        foreach (SampledLog log in logs.Logs)
        {
            _shell.Proxy.On(BlobOperation.GetBlob, Passing()[name], times: 2, where: request => request.IsFor(log.Name));
        }

        EngineResult result = _shell.Run(Read);

        ReadingJudge.AssertWhole(result, logs.Logs);
        // A slow body is read to its end: nothing is asked for a second time.
        int each = Passing()[name] is Fault.Drip ? 1 : 2;
        Assert.Equal(each * logs.Logs.Count, _shell.Proxy.Log.Requests.Count(request => request.Fault is not null));
    }

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task A_passing_fault_in_a_blob_too_large_to_hold_costs_no_flow(string name)
    {
        SampledLogs logs = await LogsAsync(bytesEach: 2_000_000, nics: 1);
        _shell.Proxy.On(BlobOperation.GetBlob, Passing()[name], times: 3);

        ReadingJudge.AssertWhole(_shell.Run(Read), logs.Logs);
    }

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task A_passing_fault_of_the_listing_costs_no_blob(string name)
    {
        SampledLogs logs = await LogsAsync(bytesEach: 20_000);
        _shell.Proxy.On(BlobOperation.ListBlobs, Passing()[name], times: 2);

        ReadingJudge.AssertWhole(_shell.Run(Read), logs.Logs);
    }

    [Fact]
    public async Task A_blob_deleted_between_list_and_read_is_named_and_the_others_come()
    {
        SampledLogs logs = await LogsAsync(bytesEach: 20_000);
        LogBlobWriter gone = logs.Writers(_shell.Account).ElementAt(1);
        _shell.Proxy.On(BlobOperation.GetBlob, new Fault.Before(_ => gone.DeleteAsync()), where: request => request.IsFor(gone.Log.Name));

        EngineResult result = _shell.Run(Read);

        Assert.Equal([gone.Log], ReadingJudge.AssertWholeOrNamed(result, logs.Logs));
        Assert.StartsWith("BlobNotFound,", Assert.Single(result.ErrorIds), StringComparison.Ordinal);
        Assert.DoesNotContain(result.As<FlowRecord>(), flow => ReadingJudge.NameOf(flow.Source) == gone.Log.Name);
    }

    [Fact]
    public async Task A_service_that_stays_busy_is_an_error_of_its_blob_alone()
    {
        SampledLogs logs = await LogsAsync(bytesEach: 20_000);
        SampledLog busy = logs.Logs[2];
        _shell.Proxy.On(BlobOperation.GetBlob, new Fault.Answer(503, "ServerBusy"), times: int.MaxValue, where: request => request.IsFor(busy.Name));

        EngineResult result = _shell.Run(Read);

        Assert.Equal([busy], ReadingJudge.AssertWholeOrNamed(result, logs.Logs));
        Assert.StartsWith("StorageBusy,", Assert.Single(result.ErrorIds), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(2_000_000)]
    public async Task A_connection_that_breaks_each_time_is_an_error_of_its_blob_alone(int bytesEach)
    {
        SampledLogs logs = await LogsAsync(bytesEach, nics: 1);
        SampledLog broken = logs.Logs[0];
        // Headers come, and not one byte: whoever counts only requests that fail would try for ever.
        _shell.Proxy.On(BlobOperation.GetBlob, new Fault.Reset(0), times: int.MaxValue, where: request => request.IsFor(broken.Name));

        EngineResult result = _shell.Run(Read);

        Assert.Equal([broken], ReadingJudge.AssertWholeOrNamed(result, logs.Logs));
        Assert.StartsWith("StorageUnreachable,", Assert.Single(result.ErrorIds), StringComparison.Ordinal);
        Assert.InRange(_shell.Proxy.Log.Of(BlobOperation.GetBlob).Count(request => request.IsFor(broken.Name)), 2, 40);
    }

    [Fact]
    public async Task Faults_mixed_at_random_lose_nothing_unnamed()
    {
        const int Seed = 20260115;
        SampledLogs logs = await LogsAsync(bytesEach: 200_000, nics: 6);
        Dictionary<string, LogBlobWriter> writers = logs.Writers(_shell.Account).ToDictionary(writer => writer.Log.Name);

        MixedRun.Run(_shell, writers, Seed, share: 0.25, TimeSpan.FromSeconds(20));
    }

    private async Task<SampledLogs> LogsAsync(int bytesEach, int nics = 2)
    {
        SampledLogs logs = SampledLogs.Make(nics, hours: 1, size: 2L * nics * bytesEach);
        await logs.WriteAsync(_shell.Account);
        return logs;
    }

    private static Dictionary<string, Fault> Passing() => new()
    {
        ["500"] = Fault.InternalError,
        ["503 with Retry-After"] = Fault.ServerBusy,
        ["429"] = Fault.TooManyRequests,
        ["reset before the body"] = new Fault.Reset(0),
        ["reset in the body"] = new Fault.Reset(0.6),
        ["truncated at once"] = new Fault.Truncate(0),
        ["truncated before the last byte"] = new Fault.Truncate(0.999999),
        ["truncated in the body"] = new Fault.Truncate(0.4),
        ["one byte a second for a while"] = new Fault.Drip(0.7, Bytes: 2),
    };
}
