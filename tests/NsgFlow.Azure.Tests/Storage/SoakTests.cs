using System.Diagnostics;
using System.Globalization;
using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Layout;
using Xunit.Abstractions;

namespace NsgFlow.Azure.Tests.Storage;

/// <summary>The long run of mixed faults, and what is measured: speed, latency, memory. Nothing else should run meanwhile.</summary>
[Collection(OnAzurite.Name)]
public sealed class SoakTests(AzuriteFixture azurite, ITestOutputHelper output) : IDisposable
{
    /// <summary>Decodes every tuple and emits none: the pipeline's own cost is not the network's.</summary>
    private const string ReadAll = "Get-NsgFlowLog -Context $args[0] -SourceAddress 192.0.2.254/32 -DestinationPort 1";

    private const int Parallel = 16;
    private readonly AccountShell _shell = new(azurite);

    public void Dispose() => _shell.Dispose();

    [SoakFact]
    public async Task Five_minutes_of_mixed_faults_lose_nothing_unnamed()
    {
        int seed = Environment.TickCount & 0xFFFF;
        SampledLogs logs = SampledLogs.Make(nics: 20, hours: 3, seed: seed, size: 12_000_000);
        await logs.WriteAsync(_shell.Account);
        SampledLogs large = SampledLogs.Make(nics: 2, hours: 1, seed: seed + 1, size: 12_000_000);
        await large.WriteAsync(_shell.Account);
        Dictionary<string, LogBlobWriter> writers = logs.Writers(_shell.Account).Concat(large.Writers(_shell.Account)).ToDictionary(writer => writer.Log.Name);

        MixedRun.Counts counts = MixedRun.Run(_shell, writers, seed, share: 0.1, TimeSpan.FromMinutes(5));

        output.WriteLine($"Seed {seed}: {counts}");
    }

    [SoakFact]
    public async Task Reading_is_nearly_as_fast_as_a_bare_download()
    {
        IReadOnlyList<LogBlobWriter> writers = await SampledLogs.Make(nics: 16, hours: 1, size: 320_000_000, kinds: FlowLogKind.VNetV4).WriteAsync(_shell.Account);
        long bytes = writers.Sum(writer => (long)writer.Log.Bytes.Length);
        List<double> bare = [];
        List<double> ours = [];
        for (int i = 0; i < 4; i++)
        {
            bare.Add(await TimeAsync(() => DownloadAsync(writers)));
            ours.Add(await TimeAsync(() => Task.Run(() => _shell.Session.Run($"{ReadAll} -ThrottleLimit {Parallel}", _shell.Direct).ThrowIfFailed())));
        }

        // The first of each warms up.
        double ratio = bare.Skip(1).Min() / ours.Skip(1).Min();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{bytes / 1e6:F0} MB: bare {bytes / 1e6 / bare.Skip(1).Min():F0} MB/s, ours {bytes / 1e6 / ours.Skip(1).Min():F0} MB/s, ratio {ratio:F2}"));
        Assert.True(ratio >= 0.85, $"The ratio is {ratio:F2}.");
    }

    [SoakFact]
    public async Task Latency_is_hidden_by_reading_many_at_once()
    {
        await SampledLogs.Make(nics: 32, hours: 3, kinds: FlowLogKind.VNetV4).WriteAsync(_shell.Account);
        _shell.Proxy.Latency = TimeSpan.FromMilliseconds(30);
        _shell.Run(ReadAll).ThrowIfFailed();

        double one = await TimeAsync(() => Task.Run(() => _shell.Run($"{ReadAll} -ThrottleLimit 1").ThrowIfFailed()));
        double many = await TimeAsync(() => Task.Run(() => _shell.Run($"{ReadAll} -ThrottleLimit {Parallel}").ThrowIfFailed()));

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"1 at once {one:F2} s, {Parallel} at once {many:F2} s, ratio {one / many:F1}"));
        Assert.True(one / many >= 10, $"The ratio is {one / many:F1}.");
    }

    [SoakFact]
    public async Task The_first_object_comes_after_three_round_trips()
    {
        await SampledLogs.Make(nics: 4, hours: 2).WriteAsync(_shell.Account);
        const string First = "foreach ($once in 1) { Get-NsgFlowLog -Context $args[0] | ForEach-Object { $_; break } }";
        _shell.Run(First).ThrowIfFailed();
        _shell.Proxy.Latency = TimeSpan.FromMilliseconds(200);

        double time = await TimeAsync(() => Task.Run(() => Assert.Single(_shell.Run(First).ThrowIfFailed().Output)));

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time * 1000:F0} ms with 200 ms a round trip"));
        Assert.True(time <= 0.7, $"It took {time * 1000:F0} ms.");
    }

    [SoakFact]
    public async Task Sixteen_reads_at_once_take_little_memory()
    {
        await SampledLogs.Make(nics: 32, hours: 1, size: 640_000_000, kinds: FlowLogKind.VNetV4).WriteAsync(_shell.Account);

        long host = PeakMegabytes("Get-NsgFlowLog -LiteralPath 'nowhere' -ErrorAction SilentlyContinue");
        long reading = PeakMegabytes($"$c = New-NsgFlowStorageContext -ConnectionString $env:LOGS; {ReadAll.Replace("$args[0]", "$c", StringComparison.Ordinal)} -ThrottleLimit {Parallel}");

        output.WriteLine($"host {host} MB, reading {reading} MB");
        Assert.True(reading - host <= 100, $"It took {reading - host} MB over the host's {host} MB.");
    }

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task DownloadAsync(IReadOnlyList<LogBlobWriter> writers) => await System.Threading.Tasks.Parallel.ForEachAsync(
        writers,
        new ParallelOptions { MaxDegreeOfParallelism = Parallel },
        async (writer, stop) =>
        {
            byte[] buffer = new byte[1 << 16];
            await using Stream body = (await writer.Blob.DownloadStreamingAsync(cancellationToken: stop)).Value.Content;
            while (await body.ReadAsync(buffer, stop) > 0)
            {
            }
        });

    /// <summary>What a process of its own had resident at most; the system counts it.</summary>
    private long PeakMegabytes(string script)
    {
        ProcessStartInfo start = new(FreshProcess.DotNet) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(StagedModule.Metadata("ShellAssembly"));
        start.ArgumentList.Add("-Command");
        start.ArgumentList.Add(script + "; [System.IO.File]::ReadAllLines('/proc/self/status') | Where-Object { $_ -like 'VmHWM*' }");
        start.Environment["LOGS"] = _shell.Account.ConnectionString;
        using Process child = Process.Start(start)!;
        Task<string> errors = child.StandardError.ReadToEndAsync();
        string text = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        string line = text.Split('\n').SingleOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The child told no memory: {text} {errors.Result}");
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }
}
