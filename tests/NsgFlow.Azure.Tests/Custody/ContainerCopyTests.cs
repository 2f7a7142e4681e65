using System.Management.Automation;
using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Layout;
using NsgFlow.Azure.Tests.Loopback;
using NsgFlow.Azure.Tests.Proxy;

namespace NsgFlow.Azure.Tests.Custody;

[Collection(OnAzurite.Name)]
public sealed class ContainerCopyTests(AzuriteFixture azurite)
{
    private const string Id = ",NsgFlow.PowerShell.Commands.SaveNsgFlowLogCommand";

    [Fact]
    public async Task A_container_gets_the_same_bytes_and_is_checked_there()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite);
        StorageAccount vault = azurite.NewAccount();
        PSObject context = evidence.ContextOf(vault.ConnectionString);

        FlowManifest manifest = (FlowManifest)Save(evidence, context).ThrowIfFailed().Single.BaseObject;

        Assert.Equal((8, 0), (manifest.Files, manifest.Failed));
        foreach (SampledLog log in evidence.Logs.Logs)
        {
            Assert.Equal(log.Bytes, (await vault.Container("case-17").GetBlobClient(log.Name).DownloadContentAsync()).Value.Content.ToArray());
        }

        Assert.True(Check(evidence, context).IsValid);
        List<string> copied = FlowText.Sorted(evidence.Shell.Run("Get-NsgFlowLog -Context $args[0] -Container case-17 -Decision Deny", context).ThrowIfFailed().As<FlowRecord>());
        List<string> source = FlowText.Sorted(evidence.Shell.Run("Get-NsgFlowLog -Context $args[0] -Decision Deny", evidence.Context).ThrowIfFailed().As<FlowRecord>());
        Assert.Equal(source, copied);

        SampledLog one = evidence.Logs.Logs[0];
        await vault.Container("case-17").GetBlobClient(one.Name).UploadAsync(new BinaryData([.. one.Bytes.Reverse()]), overwrite: true);
        await vault.Container("case-17").GetBlobClient(evidence.Logs.Logs[1].Name).DeleteAsync();
        await vault.Container("case-17").GetBlobClient("more.json").UploadAsync(new BinaryData("x"));
        FlowManifestCheck check = Check(evidence, context);
        Assert.Equal((6, 1, 1, 1), (check.Match, check.Changed, check.Missing, check.Extra));
    }

    [Fact]
    public async Task A_run_that_failed_at_some_blobs_goes_on_and_keeps_the_others()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite);
        StorageAccount vault = azurite.NewAccount();
        PSObject context = evidence.ContextOf(vault.ConnectionString);
        using var proxy = new FaultProxy(azurite.Endpoint);
        proxy.On(BlobOperation.GetBlockList, new Fault.Answer(403, "AuthorizationFailure"), times: 3);
        PSObject throughProxy = evidence.ContextOf(evidence.Account.ConnectionStringTo(evidence.Account.EndpointThrough(proxy.Endpoint)));
        EngineResult first = Save(evidence, context, throughProxy);
        Assert.Equal(3, first.Errors.Count);
        Assert.Equal((5, 3), (first.Single.Get<int>("Files"), first.Single.Get<int>("Failed")));

        FlowManifest second = (FlowManifest)Save(evidence, context, throughProxy).ThrowIfFailed().Single.BaseObject;

        Assert.Equal((8, 5, 0), (second.Files, second.Kept, second.Failed));
        Assert.All(CheckAll(evidence, context), check => Assert.True(check.IsValid, check.Problem));
    }

    [Fact]
    public async Task A_blob_that_is_in_the_way_is_not_overwritten()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite, nics: 1, hours: 1);
        StorageAccount vault = azurite.NewAccount();
        PSObject context = evidence.ContextOf(vault.ConnectionString);
        SampledLog log = evidence.Logs.Logs[0];
        await vault.Container("case-17").GetBlobClient(log.Name).UploadAsync(new BinaryData("something else"));

        Assert.Equal(["EvidenceDiffers" + Id], Save(evidence, context).ErrorIds);
        Assert.Equal("something else", (await vault.Container("case-17").GetBlobClient(log.Name).DownloadContentAsync()).Value.Content.ToString());

        Save(evidence, context, more: "-Force").ThrowIfFailed();
        Assert.Equal(log.Bytes, (await vault.Container("case-17").GetBlobClient(log.Name).DownloadContentAsync()).Value.Content.ToArray());
    }

    private static EngineResult Save(EvidenceAccount evidence, PSObject vault, PSObject? source = null, string more = "") =>
        evidence.Shell.Run("Save-NsgFlowLog -Context $args[0] -DestinationContext $args[1] -DestinationContainer case-17 " + more, source ?? evidence.Context, vault);

    private static IReadOnlyList<FlowManifestCheck> CheckAll(EvidenceAccount evidence, PSObject vault) =>
        evidence.Shell.Run("Test-NsgFlowManifest -DestinationContext $args[0] -DestinationContainer case-17", vault).ThrowIfFailed().As<FlowManifestCheck>();

    private static FlowManifestCheck Check(EvidenceAccount evidence, PSObject vault) => CheckAll(evidence, vault)[^1];
}
