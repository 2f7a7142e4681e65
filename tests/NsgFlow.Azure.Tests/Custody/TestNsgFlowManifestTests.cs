using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Layout;

namespace NsgFlow.Azure.Tests.Custody;

[Collection(OnAzurite.Name)]
public sealed class TestNsgFlowManifestTests(AzuriteFixture azurite)
{
    private const string Id = ",NsgFlow.PowerShell.Commands.TestNsgFlowManifestCommand";

    [Fact]
    public async Task A_saved_copy_goes_down_the_pipeline_with_its_hash()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite, nics: 1, hours: 1);

        FlowManifestCheck check = (FlowManifestCheck)evidence.Save("-Case C-17 | Test-NsgFlowManifest").ThrowIfFailed().Single.BaseObject;

        Assert.True(check.IsValid);
        Assert.Equal((true, FlowManifestChain.Intact, FlowManifestSignature.None, 2, "C-17", true), (check.IsExpected, check.Chain, check.Signature, check.Match, check.Case, check.IsComplete));
    }

    [Fact]
    public async Task Each_file_has_its_status()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite);
        evidence.Save().ThrowIfFailed();
        SampledLog[] logs = [.. evidence.Logs.Logs];
        File.AppendAllText(evidence.File(logs[0]), " ");
        File.Delete(evidence.File(logs[1]));
        File.Copy(evidence.File(logs[2]), evidence.File(logs[2]) + ".json");

        FlowManifestCheck check = evidence.Check();

        Assert.Equal((false, 6, 1, 1, 1, 0), (check.IsValid, check.Match, check.Changed, check.Missing, check.Extra, check.Grown));
        Assert.Equal(FlowManifestChain.Intact, check.Chain);
        Assert.Equal("more follows on a log that was complete", check.Files.Single(f => f.Status == FlowManifestFileStatus.Changed).Reason);
        string table = evidence.Shell.Show("(Test-NsgFlowManifest $args[0]).Files | Where-Object Status -ne Match", evidence.Target);
        Assert.Contains("Missing", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_noted_hash_chooses_the_acquisition_and_unmasks_a_manifest_written_anew()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite, nics: 1, hours: 1);
        string first = evidence.Save().ThrowIfFailed().Single.Get<string>("Sha256");
        evidence.Save("-Note again").ThrowIfFailed();

        FlowManifestCheck good = (FlowManifestCheck)evidence.Shell.Run("Test-NsgFlowManifest $args[0] -ExpectedHash $args[1]", evidence.Target, first.ToUpperInvariant()).ThrowIfFailed().Single.BaseObject;
        FlowManifestCheck bad = (FlowManifestCheck)evidence.Shell.Run("Test-NsgFlowManifest $args[0] -ExpectedHash $args[1]", evidence.Target, new string('0', 64)).ThrowIfFailed().Single.BaseObject;

        Assert.Equal((true, first), (good.IsExpected, good.Sha256));
        Assert.Equal((false, false, FlowManifestChain.Intact), (bad.IsExpected, bad.IsValid, bad.Chain));
    }

    [Fact]
    public async Task A_signature_is_that_of_its_signer_and_of_these_bytes()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite, nics: 1, hours: 1);
        using X509Certificate2 signer = TestSigner.Make();
        using X509Certificate2 another = TestSigner.Make(name: "CN=Another");
        FlowManifest manifest = (FlowManifest)evidence.Shell.Run("Save-NsgFlowLog $args[0] -Context $args[1] -SigningCertificate $args[2]", evidence.Target, evidence.Context, signer).ThrowIfFailed().Single.BaseObject;
        Assert.True(manifest.IsSigned);

        FlowManifestCheck check = evidence.Check();
        Assert.Equal((true, FlowManifestSignature.Valid, "CN=Evidence test", signer.Thumbprint), (check.IsValid, check.Signature, check.Signer, check.SignerThumbprint));
        Assert.True(By(evidence, signer).IsValid);
        Assert.Equal((false, FlowManifestSignature.Invalid), (By(evidence, another).IsValid, By(evidence, another).Signature));
        if (OpenSsl is { } openssl)
        {
            Assert.Equal(0, Run(openssl, evidence.Target, "cms", "-verify", "-binary", "-inform", "DER", "-noverify", "-in", manifest.FullName + ".p7s", "-content", manifest.FullName, "-out", Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));
        }

        File.WriteAllText(manifest.FullName, File.ReadAllText(manifest.FullName).Replace("\"complete\":true", "\"complete\":false", StringComparison.Ordinal));
        Assert.Equal(FlowManifestSignature.Invalid, evidence.Check().Signature);
        File.WriteAllText(manifest.FullName + ".p7s", "no signature");
        Assert.Equal(FlowManifestSignature.Invalid, evidence.Check().Signature);
        File.Delete(manifest.FullName + ".p7s");
        Assert.Equal(FlowManifestSignature.Invalid, By(evidence, signer).Signature);
    }

    [Fact]
    public async Task What_is_no_copy_is_an_error()
    {
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite, nics: 1, hours: 1);
        Directory.CreateDirectory(evidence.Target);
        File.WriteAllText(Path.Combine(evidence.Target, "x.jsonl"), "{}");

        Assert.Equal(["ManifestNotFound" + Id], evidence.Shell.Run("Test-NsgFlowManifest $args[0]", evidence.Target).ErrorIds);
        Assert.Equal(["NotManifest" + Id], evidence.Shell.Run("Test-NsgFlowManifest $args[0]", Path.Combine(evidence.Target, "x.jsonl")).ErrorIds);
        Assert.Equal(["FileNotFound" + Id], evidence.Shell.Run("Test-NsgFlowManifest $args[0]", evidence.Target + "x").ErrorIds);
        Assert.Equal(["StorageContainerNotFound" + Id], evidence.Shell.Run("Test-NsgFlowManifest -DestinationContext $args[0] -DestinationContainer none-such", evidence.Context).ErrorIds);
    }

    private static string? OpenSsl { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "openssl")).FirstOrDefault(File.Exists);

    private static FlowManifestCheck By(EvidenceAccount evidence, X509Certificate2 signer) =>
        (FlowManifestCheck)evidence.Shell.Run("Test-NsgFlowManifest $args[0] -SigningCertificate $args[1]", evidence.Target, signer).ThrowIfFailed().Single.BaseObject;

    private static int Run(string program, string folder, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
