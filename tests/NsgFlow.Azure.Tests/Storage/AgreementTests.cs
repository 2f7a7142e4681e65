using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Layout;

namespace NsgFlow.Azure.Tests.Storage;

/// <summary>An account gives what a folder with the same logs gives, and that is what the sampler wrote.</summary>
[Collection(OnAzurite.Name)]
public sealed class AgreementTests(AzuriteFixture azurite) : IDisposable
{
    private readonly AccountShell _shell = new(azurite);
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Storage_path_and_truth_agree_over_300_blobs()
    {
        SampledLogs logs = SampledLogs.Make(nics: 10, hours: 15);
        Assert.Equal(300, logs.Logs.Count);
        await logs.WriteAsync(_shell.Account);
        logs.WriteFiles(_folder.Path);

        EngineResult storage = _shell.Run("Get-NsgFlowLog -Context $args[0] -ThrottleLimit 16");
        EngineResult path = _shell.Session.Run("Get-NsgFlowLog -Path $args[0]", _folder.Path).ThrowIfFailed();

        ReadingJudge.AssertWhole(storage, logs.Logs);
        Assert.Equal(logs.Truth.Tuples, storage.Output.Count);
        Assert.Equal(FlowText.Of(path.As<FlowRecord>()), FlowText.Of(storage.As<FlowRecord>()));
        Assert.Equal(300, _shell.Proxy.Log.Count(Loopback.BlobOperation.GetBlob));
    }

    [Theory]
    [InlineData("-StartTime 2026-01-15T01:10Z -EndTime 2026-01-15T02:40Z")]
    [InlineData("-StartTime 2026-01-15T02:00Z -EndTime 2026-01-15T03:00Z -Decision Deny")]
    [InlineData("-Direction Inbound -DestinationPort 443,3389 -Rule DefaultRule_*,UserRule_*")]
    [InlineData("-NetworkSecurityGroup WEB")]
    public async Task Filters_choose_the_same_in_both(string filters)
    {
        SampledLogs logs = SampledLogs.Make(nics: 4, hours: 4);
        await logs.WriteAsync(_shell.Account);
        logs.WriteFiles(_folder.Path);

        EngineResult storage = _shell.Run($"Get-NsgFlowLog -Context $args[0] {filters}").ThrowIfFailed();
        EngineResult path = _shell.Session.Run($"Get-NsgFlowLog -Path $args[0] {filters}", _folder.Path).ThrowIfFailed();

        Assert.InRange(storage.Output.Count, 1, (int)logs.Truth.Tuples - 1);
        Assert.Equal(FlowText.Of(path.As<FlowRecord>()), FlowText.Of(storage.As<FlowRecord>()));
    }

    [Theory]
    [InlineData("ConvertTo-NsgFlowConnection")]
    [InlineData("ConvertTo-NsgFlowConnection -MacAddress $args[1]")]
    [InlineData("Trace-NsgFlow -DestinationPort 443")]
    public async Task Analyses_agree(string command)
    {
        SampledLogs logs = SampledLogs.Make(nics: 3, hours: 3, size: 2_000_000);
        await logs.WriteAsync(_shell.Account);
        logs.WriteFiles(_folder.Path);
        string mac = logs.Flows.First().MacAddress!;

        EngineResult storage = _shell.Run($"{command} -Context $args[0]", mac).ThrowIfFailed();
        EngineResult path = _shell.Session.Run($"{command} -Path $args[0]", _folder.Path, mac).ThrowIfFailed();

        Assert.NotEmpty(storage.Output);
        Assert.Equal(ObjectText.Of(path), ObjectText.Of(storage));
        Assert.Equal(path.Warnings, storage.Warnings);
    }

    [Fact]
    public async Task The_order_is_the_same_each_time_and_at_every_parallelism()
    {
        SampledLogs logs = SampledLogs.Make(nics: 4, hours: 3);
        await logs.WriteAsync(_shell.Account);

        List<string> one = FlowText.Of(_shell.Run("Get-NsgFlowLog -Context $args[0] -ThrottleLimit 1").ThrowIfFailed().As<FlowRecord>());

        Assert.Equal(one, FlowText.Of(_shell.Run("Get-NsgFlowLog -Context $args[0] -ThrottleLimit 16").ThrowIfFailed().As<FlowRecord>()));
        Assert.Equal(one, FlowText.Of(_shell.Run("Get-NsgFlowLog -Context $args[0]").ThrowIfFailed().As<FlowRecord>()));
    }
}
