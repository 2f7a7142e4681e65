using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Layout;
using NsgFlow.Azure.Tests.StandIns;

namespace NsgFlow.Azure.Tests.Commands;

/// <summary>Objects of the Az modules bind by their properties; none of their types is known.</summary>
[Collection(OnAzurite.Name)]
public sealed class AzObjectBindingTests(AzuriteFixture azurite) : IDisposable
{
    private readonly EngineSession _shell = new();
    private readonly StorageAccount _account = azurite.NewAccount();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_context_of_Az_opens_the_account(bool bySignature)
    {
        SampledLogs logs = await LogsAsync();
        AzStorageContext context = bySignature ? AzObjects.SasContext(_account, "?" + _account.Sas()) : AzObjects.KeyContext(_account);

        Same(logs.Flows, _shell.Run("Get-NsgFlowLog -Context $args[0]", context));
        Same(logs.Flows, _shell.Run("$args[0] | Get-NsgFlowLog", context));
    }

    [Fact]
    public async Task Network_interfaces_choose_their_logs()
    {
        SampledLogs logs = await LogsAsync();
        string[] macs = [.. logs.Flows.Select(flow => flow.MacAddress!).Distinct()];
        Assert.True(macs.Length > 1);

        EngineResult read = _shell.Run("$args[1] | Get-NsgFlowLog -Context $args[0]", AzObjects.KeyContext(_account), AzObjects.NetworkInterface(macs[0]));

        Same(logs.Flows.Where(flow => flow.MacAddress == macs[0]), read);
        EngineResult files = _shell.Run("$args[1] | Get-NsgFlowLogFile -Context $args[0]", AzObjects.KeyContext(_account), AzObjects.NetworkInterface(macs[0])).ThrowIfFailed();
        Assert.Equal([macs[0]], files.Values<string>("MacAddress").Distinct());
        Assert.Equal(logs.Logs.Count(log => log.Name.Contains(macs[0], StringComparison.Ordinal)), files.Output.Count);
    }

    [Fact]
    public async Task A_network_interface_without_a_MAC_address_is_a_warning()
    {
        await LogsAsync();
        var nic = new AzNetworkInterface { Name = "new", MacAddress = null };

        EngineResult read = _shell.Run("$args[1] | Get-NsgFlowLog -Context $args[0]", AzObjects.KeyContext(_account), nic).ThrowIfFailed();

        Assert.Empty(read.Output);
        Assert.Contains("without a MAC address", Assert.Single(read.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flow_logs_name_the_account_and_what_they_log()
    {
        SampledLogs logs = await LogsAsync();
        string target = logs.Flows.First(flow => flow.Kind == FlowLogKind.VNetV4).TargetResourceId!;
        string group = logs.Flows.First(flow => flow.Kind == FlowLogKind.NsgV2).ResourceId!;

        Same(
            logs.Flows.Where(flow => string.Equals(flow.TargetResourceId, target, StringComparison.OrdinalIgnoreCase)),
            _shell.Run("$args[1] | Get-NsgFlowLog -Context $args[0]", AzObjects.KeyContext(_account), AzObjects.FlowLog(_account.Name, target)));
        Same(
            logs.Flows.Where(flow => string.Equals(flow.ResourceId, group, StringComparison.OrdinalIgnoreCase)),
            _shell.Run("$args[1] | Get-NsgFlowLog -Context $args[0]", AzObjects.KeyContext(_account), AzObjects.FlowLog(_account.Name, group)));
    }

    [Fact]
    public async Task A_flow_log_of_another_account_is_an_error_for_a_key()
    {
        await LogsAsync();

        EngineResult read = _shell.Run("$args[1] | Get-NsgFlowLog -Context $args[0]", AzObjects.KeyContext(_account), AzObjects.FlowLog("another", "/x/y"));

        Assert.StartsWith("StorageContextOtherAccount,", Assert.Single(read.ErrorIds), StringComparison.Ordinal);
        Assert.Empty(read.Output);
    }

    [Fact]
    public async Task Blobs_of_Az_carry_their_address_and_their_context()
    {
        SampledLogs logs = SampledLogs.Make(nics: 2, hours: 2);
        IReadOnlyList<LogBlobWriter> writers = await logs.WriteAsync(_account);
        AzStorageBlob[] blobs = [.. writers.Take(3).Select(writer => AzObjects.Blob(AzObjects.KeyContext(_account), writer.Blob))];

        Same(logs.Logs.Take(3).SelectMany(log => log.Flows), _shell.Run("$args[0] | ForEach-Object { $_ } | Get-NsgFlowLog", (object)blobs));
    }

    [Fact]
    public async Task Logs_of_an_account_go_down_the_pipeline()
    {
        SampledLogs logs = await LogsAsync();

        Same(logs.Flows, _shell.Run("Get-NsgFlowLogFile -Context $args[0] | Get-NsgFlowLog", AzObjects.KeyContext(_account)));
    }

    [Fact]
    public async Task An_address_with_a_signature_is_read_and_the_signature_not_shown()
    {
        SampledLogs logs = SampledLogs.Make(nics: 1, hours: 1, kinds: FlowLogKind.NsgV2);
        LogBlobWriter writer = (await logs.WriteAsync(_account))[0];
        string signature = _account.Sas();
        var address = new Uri(writer.Blob.Uri + "?" + signature);

        EngineResult read = _shell.Run("Get-NsgFlowLog -BlobUri $args[0] -Verbose", address);

        Same(logs.Flows, read);
        Assert.All(read.As<FlowRecord>(), flow => Assert.Equal(Uri.UnescapeDataString(writer.Blob.Uri.AbsoluteUri), Uri.UnescapeDataString(flow.Source!)));
        Assert.DoesNotContain(read.Verbose, line => line.Contains("sig=", StringComparison.OrdinalIgnoreCase));
    }

    private static void Same(IEnumerable<FlowRecord> expected, EngineResult read)
    {
        List<string> flows = FlowText.Sorted(read.ThrowIfFailed().As<FlowRecord>());
        Assert.NotEmpty(flows);
        Assert.Equal(FlowText.Sorted(expected), flows);
    }

    private async Task<SampledLogs> LogsAsync()
    {
        SampledLogs logs = SampledLogs.Make(nics: 3, hours: 2);
        await logs.WriteAsync(_account);
        return logs;
    }
}
