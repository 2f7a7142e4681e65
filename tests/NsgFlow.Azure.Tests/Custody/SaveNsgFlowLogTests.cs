using System.Management.Automation;
using System.Text.Json;
using Azure.Storage.Blobs.Models;
using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Layout;
using NsgFlow.Azure.Tests.Loopback;
using NsgFlow.Azure.Tests.Proxy;

namespace NsgFlow.Azure.Tests.Custody;

[Collection(OnAzurite.Name)]
public sealed class SaveNsgFlowLogTests(AzuriteFixture azurite)
{
    private const string Id = ",NsgFlow.PowerShell.Commands.SaveNsgFlowLogCommand";

    [Fact]
    public async Task The_copy_has_every_byte_and_reads_as_the_account_does()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite);

        FlowManifest manifest = (FlowManifest)evidence.Save("-Case C-17 -Operator ann -Note 'seized'").ThrowIfFailed().Single.BaseObject;

        Assert.All(evidence.Logs.Logs, log => Assert.Equal(log.Bytes, File.ReadAllBytes(evidence.File(log))));
        Assert.Equal((8, 0, 0, 0), (manifest.Files, manifest.Failed, manifest.Kept, manifest.Open));
        Assert.Equal(evidence.Logs.Logs.Sum(log => (long)log.Bytes.Length), manifest.Bytes);
        Assert.Equal(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(manifest.FullName))).ToLowerInvariant(), manifest.Sha256);
        List<string> ofPath = FlowText.Sorted(evidence.Shell.Run("Get-NsgFlowLog $args[0] -Decision Deny", evidence.Target).ThrowIfFailed().As<FlowRecord>());
        List<string> ofAccount = FlowText.Sorted(evidence.Shell.Run("Get-NsgFlowLog -Context $args[0] -Decision Deny", evidence.Context).ThrowIfFailed().As<FlowRecord>());
        Assert.NotEmpty(ofPath);
        Assert.Equal(ofAccount, ofPath);
        Assert.True(evidence.Check().IsValid);
    }

    [Fact]
    public async Task The_manifest_says_of_each_blob_what_the_service_says()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite, nics: 1, hours: 1);
        FlowManifest manifest = (FlowManifest)evidence.Save("-Case C-17").ThrowIfFailed().Single.BaseObject;

        JsonElement[] lines = [.. File.ReadLines(manifest.FullName).Select(line => JsonDocument.Parse(line).RootElement)];

        Assert.Equal("C-17", lines[0].GetProperty("case").GetString());
        Assert.Equal(evidence.Account.Endpoint.AbsoluteUri, lines[0].GetProperty("parameters").GetProperty("StorageAccount")[0].GetString()!.TrimEnd('/'));
        foreach (SampledLog log in evidence.Logs.Logs)
        {
            JsonElement line = lines.Single(l => l.TryGetProperty("path", out JsonElement path) && path.GetString() == log.Container + "/" + log.Name);
            BlobProperties properties = evidence.Account.Container(log.Container).GetBlobClient(log.Name).GetProperties();
            Assert.Equal(properties.ETag.ToString("H"), line.GetProperty("etag").GetString());
            Assert.Equal(properties.LastModified, line.GetProperty("lastModified").GetDateTimeOffset());
            Assert.Equal(JsonValueKind.Null, line.GetProperty("contentMD5").ValueKind);
            Assert.Equal(log.Blocks.Count, line.GetProperty("committedBlocks").GetInt32());
            Assert.Equal(log.Blocks[^1].Id, line.GetProperty("lastBlockId").GetString());
            Assert.Equal(log.Bytes.Length, line.GetProperty("bytesHashed").GetInt64());
            Assert.Equal(log.Bytes.Length - 2, line.GetProperty("prefixBytes").GetInt64());
            Assert.EndsWith("/" + log.Name, line.GetProperty("uri").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_source_is_only_read_and_nothing_that_lets_in_is_written_down()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite, nics: 1, hours: 1);
        using var proxy = new FaultProxy(azurite.Endpoint);
        string signature = evidence.Account.Sas("rl");
        string endpoint = evidence.Account.EndpointThrough(proxy.Endpoint).AbsoluteUri;
        PSObject context = evidence.ContextOf($"BlobEndpoint={endpoint};SharedAccessSignature={signature}");

        EngineResult saved = evidence.Save("-Verbose", context).ThrowIfFailed();

        Assert.NotEmpty(proxy.Log.Requests);
        Assert.All(proxy.Log.Requests, request => Assert.Equal("GET", request.Method));
        string secret = signature.Split('&').Single(part => part.StartsWith("sig=", StringComparison.Ordinal))[4..];
        string[] texts =
        [
            .. Directory.EnumerateFiles(evidence.Target, "nsgflow-*").Select(File.ReadAllText),
            .. saved.Verbose, .. saved.Output.Select(o => JsonSerializer.Serialize(o.BaseObject)),
        ];
        Assert.All(texts, text => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
        Assert.All(texts, text => Assert.DoesNotContain("sig=", text, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(saved.Verbose, line => line.Contains("requests: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Filters_choose_the_blobs_and_nothing_found_makes_no_folder()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite);
        DateTimeOffset first = evidence.Logs.Flows.Min(flow => flow.RecordTime)!.Value;

        EngineResult nothing = evidence.Save("-StartTime 2001-01-01Z -EndTime 2001-01-02Z").ThrowIfFailed();
        Assert.Empty(nothing.Output);
        Assert.Single(nothing.Warnings);
        Assert.False(Directory.Exists(evidence.Target));

        string end = new DateTimeOffset(first.Year, first.Month, first.Day, first.Hour, 50, 0, TimeSpan.Zero).ToString("o");
        FlowManifest manifest = (FlowManifest)evidence.Save($"-EndTime {end} -Container {StorageAccount.VNetContainer}").ThrowIfFailed().Single.BaseObject;
        Assert.Equal(2, manifest.Files);
        Assert.False(Directory.Exists(Path.Combine(evidence.Target, StorageAccount.NsgContainer)));
    }

    [Fact]
    public async Task WhatIf_says_what_it_would_and_writes_nothing()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite, nics: 1, hours: 1);

        EngineResult result = evidence.Save("-WhatIf").ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.False(Directory.Exists(evidence.Target));
        Assert.Contains("Copy flow logs (blobs: 2, ", evidence.Shell.Host.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_blob_that_is_gone_is_an_error_that_names_it_and_the_others_are_copied()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite, nics: 2, hours: 1);
        using var proxy = new FaultProxy(azurite.Endpoint);
        SampledLog lost = evidence.Logs.Logs[1];
        proxy.On(BlobOperation.GetBlockList, new Fault.Before(_ => evidence.Account.Container(lost.Container).GetBlobClient(lost.Name).DeleteAsync()), where: r => r.IsFor(lost.Name));
        PSObject context = evidence.ContextOf(evidence.Account.ConnectionStringTo(evidence.Account.EndpointThrough(proxy.Endpoint)));

        EngineResult saved = evidence.Save("", context);

        Assert.Equal(["BlobNotFound" + Id], saved.ErrorIds);
        Assert.Contains(lost.Name, saved.Errors[0].Exception.Message, StringComparison.Ordinal);
        FlowManifest manifest = (FlowManifest)saved.Single.BaseObject;
        Assert.Equal((3, 1), (manifest.Files, manifest.Failed));
        FlowManifestCheck check = evidence.Check();
        Assert.Equal((true, false, 3), (check.IsValid, check.IsComplete, check.Match));
    }

    [Fact]
    public async Task Broken_connections_and_busy_servers_change_no_byte()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite);
        using var proxy = new FaultProxy(azurite.Endpoint);
        proxy.On(BlobOperation.GetBlob, new Fault.Reset(0.4), times: 3);
        proxy.On(BlobOperation.GetBlob, new Fault.Truncate(0.7), skip: 3, times: 2);
        proxy.On(BlobOperation.GetBlockList, Fault.ServerBusy, times: 2);
        PSObject context = evidence.ContextOf(evidence.Account.ConnectionStringTo(evidence.Account.EndpointThrough(proxy.Endpoint)));

        evidence.Save("", context).ThrowIfFailed();

        Assert.All(evidence.Logs.Logs, log => Assert.Equal(log.Bytes, File.ReadAllBytes(evidence.File(log))));
        Assert.True(evidence.Check().IsValid);
    }

    [Fact]
    public async Task A_log_that_grows_between_two_runs_is_replaced_and_one_that_was_changed_is_not()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite, nics: 1, hours: 1);
        LogBlobWriter[] writers = [.. evidence.Logs.Writers(evidence.Account)];
        await writers[0].CommitAsync(3);
        await writers[1].CommitAsync(3);
        evidence.Save().ThrowIfFailed();
        byte[] before = File.ReadAllBytes(evidence.File(writers[1].Log));
        await writers[0].GrowAsync(5);
        await writers[1].ReplaceBlockAsync(1);

        EngineResult again = evidence.Save();

        Assert.Equal(["EvidenceDiffers" + Id], again.ErrorIds);
        Assert.Equal(await ContentAsync(writers[0]), File.ReadAllBytes(evidence.File(writers[0].Log)));
        Assert.Equal(before, File.ReadAllBytes(evidence.File(writers[1].Log)));
        Assert.Equal(2, evidence.FilesOf("*.manifest.jsonl").Length);

        evidence.Save("-Force").ThrowIfFailed();
        Assert.Equal(await ContentAsync(writers[1]), File.ReadAllBytes(evidence.File(writers[1].Log)));
    }

    [Fact]
    public async Task A_second_run_fetches_nothing_that_is_there()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite);
        using var proxy = new FaultProxy(azurite.Endpoint);
        PSObject context = evidence.ContextOf(evidence.Account.ConnectionStringTo(evidence.Account.EndpointThrough(proxy.Endpoint)));
        evidence.Save("", context).ThrowIfFailed();
        proxy.Log.Clear();

        FlowManifest manifest = (FlowManifest)evidence.Save("", context).ThrowIfFailed().Single.BaseObject;

        Assert.Equal((8, 8), (manifest.Files, manifest.Kept));
        Assert.Equal(0, proxy.Log.Count(BlobOperation.GetBlob));
        Assert.All(evidence.Shell.Run("Test-NsgFlowManifest $args[0]", evidence.Target).ThrowIfFailed().As<FlowManifestCheck>(), check => Assert.True(check.IsValid));
    }

    [Fact]
    public async Task Wrong_targets_and_certificates_without_key_are_refused()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite, nics: 1, hours: 1);
        string file = Path.Combine(Path.GetDirectoryName(evidence.Target)!, "file");
        File.WriteAllText(file, "x");

        Assert.Equal(["EvidenceFolderInvalid" + Id], evidence.Shell.Run("Save-NsgFlowLog $args[0] -Context $args[1]", file, evidence.Context).ErrorIds);
        Assert.Equal(["InvalidPath" + Id], evidence.Shell.Run("Save-NsgFlowLog https://x.example/y -Context $args[0]", evidence.Context).ErrorIds);
        Assert.Equal(["CertificateWithoutKey" + Id], evidence.Shell.Run("Save-NsgFlowLog $args[0] -Context $args[1] -SigningCertificate $args[2]", evidence.Target, evidence.Context, TestSigner.Make(withKey: false)).ErrorIds);
        Assert.False(Directory.Exists(evidence.Target));
    }

    [Fact]
    public async Task A_stopped_run_ends_soon_and_the_next_goes_on_with_it()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite);
        using var proxy = new FaultProxy(azurite.Endpoint);
        proxy.On(BlobOperation.GetBlob, new Fault.Stall(0.5), skip: 4);
        PSObject context = evidence.ContextOf(evidence.Account.ConnectionStringTo(evidence.Account.EndpointThrough(proxy.Endpoint)));
        EngineRun run = evidence.Shell.Start("Save-NsgFlowLog $args[0] -Context $args[1] -ThrottleLimit 1", evidence.Target, context);
        Assert.True(SpinWait.SpinUntil(() => proxy.Log.Count(BlobOperation.GetBlob) >= 5, TimeSpan.FromMinutes(1)));

        Assert.True(run.Stop().Stopped);
        Assert.Empty(Directory.GetFiles(evidence.Target, "*.manifest.jsonl"));

        FlowManifest manifest = (FlowManifest)evidence.Save("", context).ThrowIfFailed().Single.BaseObject;
        Assert.Equal(4, manifest.Kept);
        Assert.True(evidence.Check().IsValid);
        Assert.Single(evidence.FilesOf("*.manifest.jsonl"));
    }

    private static async Task<byte[]> ContentAsync(LogBlobWriter writer) => (await writer.Blob.DownloadContentAsync()).Value.Content.ToArray();
}
