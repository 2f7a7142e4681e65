using System.Diagnostics;
using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Layout;
using NsgFlow.Azure.Tests.Loopback;
using NsgFlow.Azure.Tests.Proxy;
using Xunit.Abstractions;

namespace NsgFlow.Azure.Tests.Custody;

/// <summary>A run in a process of its own is killed at random moments, and the next ones go on with it.</summary>
[Collection(OnAzurite.Name)]
public sealed class KilledSaveTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private const int LargeBlob = 24_000_000;

    /// <summary>A few kills where every test counts, fifty where there is time.</summary>
    private static readonly (int Rounds, int Kills) s_runs = Environment.GetEnvironmentVariable("NSGFLOW_SOAK") == "1" ? (10, 5) : (1, 3);

    [Fact]
    public async Task A_killed_run_is_continued_to_the_same_bytes_and_a_valid_manifest()
    {
        int seed = Environment.TickCount;
        output.WriteLine("seed " + seed);
        var random = new Random(seed);
        using EvidenceAccount evidence = await EvidenceAccount.MakeAsync(azurite, nics: 4, hours: 3);
        (string largeName, byte[] large) = await WriteLargeAsync(evidence, random);
        for (int round = 0; round < s_runs.Rounds; round++)
        {
            if (Directory.Exists(evidence.Target))
            {
                Directory.Delete(evidence.Target, recursive: true);
            }

            using var proxy = new FaultProxy(azurite.Endpoint) { Latency = TimeSpan.FromMilliseconds(random.Next(30)) };
            for (int kill = 0; kill < s_runs.Kills; kill++)
            {
                await KillAsync(evidence, proxy, random);
            }

            (int code, string errors) = await FinishAsync(Start(evidence, proxy));

            Assert.True(code == 0 && errors.Length == 0, errors);
            Assert.All(evidence.Logs.Logs, log => Assert.Equal(log.Bytes, File.ReadAllBytes(evidence.File(log))));
            Assert.Equal(large, File.ReadAllBytes(Path.Combine(evidence.Target, StorageAccount.VNetContainer, largeName)));
            Assert.False(Directory.Exists(Path.Combine(evidence.Target, ".nsgflow-save")));
            FlowManifestCheck[] checks = [.. evidence.Shell.Run("Test-NsgFlowManifest $args[0]", evidence.Target).ThrowIfFailed().As<FlowManifestCheck>()];
            // One manifest, unless a kill came between its last line and its place.
            Assert.InRange(checks.Length, 1, 1 + s_runs.Kills);
            Assert.All(checks, check => Assert.True(check.IsValid, check.Problem));
            Assert.Equal(evidence.Logs.Logs.Count + 1, checks[^1].Match);
            output.WriteLine($"round {round}: {checks.Length} manifests, resumed {File.ReadLines(checks[^1].FullName).Count(line => line.Contains("\"resumed\"", StringComparison.Ordinal))} times");
        }
    }

    /// <summary>Waits until so many blobs were asked for, and a little longer.</summary>
    private static async Task KillAsync(EvidenceAccount evidence, FaultProxy proxy, Random random)
    {
        proxy.Log.Clear();
        int requests = random.Next(1, 20);
        using Process process = Start(evidence, proxy);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> text = process.StandardOutput.ReadToEndAsync();
        for (int i = 0; proxy.Log.Count(BlobOperation.GetBlob) < requests && !process.HasExited && i < 6000; i++)
        {
            await Task.Delay(10);
        }

        await Task.Delay(random.Next(300));
        process.Kill();
        await process.WaitForExitAsync();
        Assert.Equal(string.Empty, await errors);
        await text;
    }

    private static Process Start(EvidenceAccount evidence, FaultProxy proxy)
    {
        const string Script = "Save-NsgFlowLog $env:NSGFLOW_TEST_TARGET -Context (New-NsgFlowStorageContext -ConnectionString $env:NSGFLOW_TEST_CONNECTION) -EndTime 2200-01-01Z -ThrottleLimit 3";
        var start = new ProcessStartInfo("dotnet", [StagedModule.Metadata("ShellAssembly"), "-Command", Script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NSGFLOW_TEST_TARGET"] = evidence.Target;
        start.Environment["NSGFLOW_TEST_CONNECTION"] = evidence.Account.ConnectionStringTo(evidence.Account.EndpointThrough(proxy.Endpoint));
        return Process.Start(start)!;
    }

    private static async Task<(int Code, string Errors)> FinishAsync(Process process)
    {
        using (process)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
            Task<string> text = process.StandardOutput.ReadToEndAsync(limit.Token);
            string errors = await process.StandardError.ReadToEndAsync(limit.Token);
            await text;
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, errors);
        }
    }

    /// <summary>A log that takes longer than a kill: it is continued in its middle.</summary>
    private static async Task<(string Name, byte[] Bytes)> WriteLargeAsync(EvidenceAccount evidence, Random random)
    {
        SampledLog any = evidence.Logs.Logs.First(log => log.Container == StorageAccount.VNetContainer);
        string name = any.Name[..(any.Name.IndexOf("macAddress=", StringComparison.Ordinal) + 11)] + "0000000000AA/PT1H.json";
        byte[] bytes = new byte[LargeBlob];
        random.NextBytes(bytes);
        "{\"records\":["u8.CopyTo(bytes);
        "]}"u8.CopyTo(bytes.AsSpan(LargeBlob - 2));
        await evidence.Account.Container(StorageAccount.VNetContainer).GetBlobClient(name).UploadAsync(new BinaryData(bytes));
        return (name, bytes);
    }
}
