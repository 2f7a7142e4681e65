using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Layout;
using NsgFlow.Azure.Tests.Loopback;
using NsgFlow.Azure.Tests.Storage;

namespace NsgFlow.Azure.Tests.Commands;

/// <summary>What an account has is told as what a folder has.</summary>
[Collection(OnAzurite.Name)]
public sealed class SurveyTests(AzuriteFixture azurite) : IDisposable
{
    private readonly AccountShell _shell = new(azurite);
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Logs_are_told_by_their_names_and_not_opened()
    {
        SampledLogs logs = await LogsAsync();

        EngineResult storage = _shell.Run("Get-NsgFlowLogFile -Context $args[0]").ThrowIfFailed();

        EngineResult path = _shell.Session.Run("Get-NsgFlowLogFile -Path $args[0]", _folder.Path).ThrowIfFailed();
        Assert.Equal(logs.Logs.Count, storage.Output.Count);
        foreach (string property in new[] { "Kind", "SubscriptionId", "ResourceGroupName", "NetworkSecurityGroup", "FlowLogName", "Region", "LogName", "MacAddress", "Hour", "Length" })
        {
            Assert.Equal(path.Values<object>(property), storage.Values<object>(property));
        }

        Assert.Equal(0, _shell.Proxy.Log.Count(BlobOperation.GetBlob));
        Assert.Equal(["NsgFlow.FlowLogBlob"], storage.Output.Select(item => item.TypeNames[0]).Distinct());
    }

    [Fact]
    public async Task Coverage_is_that_of_a_copy_and_fetches_the_ends_only()
    {
        SampledLogs logs = await LogsAsync(size: 8_000_000);
        LogBlobWriter open = logs.Writers(_shell.Account).Last();
        await open.CommitAsync(3, closed: false);
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, open.Log.Container, open.Log.Name), [.. open.Log.BlocksOf(3, closed: false).SelectMany(block => block.Bytes.ToArray())]);

        EngineResult storage = _shell.Run("Get-NsgFlowCoverage -Context $args[0] -Verbose").ThrowIfFailed();

        EngineResult path = _shell.Session.Run("Get-NsgFlowCoverage -Path $args[0]", _folder.Path).ThrowIfFailed();
        foreach (string property in new[] { "MacAddress", "Kind", "LogName", "Hour", "Status", "FirstRecord", "LastRecord" })
        {
            Assert.Equal(path.Values<object>(property), storage.Values<object>(property));
        }

        Assert.Contains("Open", storage.Values<string>("Status"));
        Assert.InRange(_shell.Proxy.Log.Count(BlobOperation.GetBlob), logs.Logs.Count, 3 * logs.Logs.Count);
        Assert.All(storage.Values<string>("FullName"), name => Assert.StartsWith(_shell.Proxy.Endpoint.AbsoluteUri, name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Copies_under_other_names_are_told_by_their_first_record()
    {
        SampledLogs logs = SampledLogs.Make(nics: 1, hours: 1, kinds: FlowLogKind.NsgV2);
        await _shell.Account.Container("copies").UploadBlobAsync("evidence/one.json", new BinaryData(logs.Logs[0].Bytes));
        await _shell.Account.Container("copies").UploadBlobAsync("evidence/audit.json", new BinaryData("""{"records":[{"category":"AuditEvent","properties":{}}]}"""));

        EngineResult files = _shell.Run("Get-NsgFlowLogFile -Context $args[0] -Container copies").ThrowIfFailed();
        EngineResult flows = _shell.Run("Get-NsgFlowLog -Context $args[0] -Container copies").ThrowIfFailed();

        Assert.Equal(logs.Flows.First().MacAddress, files.Single.Get<string>("MacAddress"));
        Assert.Contains("audit.json", Assert.Single(files.Warnings), StringComparison.Ordinal);
        Assert.Equal(logs.Flows.Count(), flows.Output.Count);
        Assert.Contains("audit.json", Assert.Single(flows.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_the_time_asked_for_names_the_newest_hour()
    {
        SampledLogs logs = await LogsAsync();
        DateTimeOffset newest = _shell.Session.Run("Get-NsgFlowLogFile -Path $args[0]", _folder.Path).Values<DateTimeOffset>("Hour").Max();
        string expected = FormattableString.Invariant($"{newest.UtcDateTime:yyyy-MM-dd HH:mm}Z");

        Assert.Contains(expected, Assert.Single(_shell.Run("Get-NsgFlowLog -Context $args[0] -Last 1h").ThrowIfFailed().Warnings), StringComparison.Ordinal);
        Assert.Contains(expected, Assert.Single(_shell.Run("Get-NsgFlowLogFile -Context $args[0] -Last 1h").ThrowIfFailed().Warnings), StringComparison.Ordinal);
        Assert.NotEmpty(logs.Logs);
    }

    private async Task<SampledLogs> LogsAsync(long? size = null)
    {
        SampledLogs logs = SampledLogs.Make(nics: 2, hours: 2, size: size);
        await logs.WriteAsync(_shell.Account);
        logs.WriteFiles(_folder.Path);
        return logs;
    }
}
