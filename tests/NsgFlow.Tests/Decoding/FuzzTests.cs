using System.Globalization;
using System.IO.Compression;
using NsgFlow.Decoding;
using NsgFlow.Fuzz.Core;
using Xunit.Abstractions;

namespace NsgFlow.Tests.Decoding;

/// <summary>The fuzz harness for a few seconds; tests/NsgFlow.Fuzz runs it as long as one likes.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    /// <summary>How long the random run takes; 5 where it is not set.</summary>
    private const string Seconds = "NSGFLOW_FUZZ_SECONDS";

    /// <summary>The random run's seed; another each time where it is not set.</summary>
    private const string Seed = "NSGFLOW_FUZZ_SEED";

    [Fact]
    public void A_random_run_finds_nothing()
    {
        int seed = Number(Seed) ?? Environment.TickCount;
        output.WriteLine($"{Seed}={seed}");

        var run = new FuzzRun(seed, FuzzSeed.Load(CorpusFolder));
        string? failure = run.Run(TimeSpan.FromSeconds(Number(Seconds) ?? 5), measures: false);

        output.WriteLine($"{run.Cases} cases");
        Assert.True(failure is null, $"{failure}\n{Convert.ToBase64String(run.Input ?? [])}");
        Assert.True(run.Cases > 0);
    }

    [Fact]
    public void A_case_of_a_random_run_is_the_same_again()
    {
        FuzzRun first = new(7, FuzzSeed.Load(CorpusFolder)), second = new(7, FuzzSeed.Load(CorpusFolder));
        var inputs = new List<byte[]>();
        for (int number = 0; number < 20; number++)
        {
            Assert.Null(first.RunCase(number, measures: false));
            inputs.Add(first.Input!);
        }

        for (int number = 19; number >= 0; number--)
        {
            second.RunCase(number, measures: false);
            Assert.Equal(inputs[number], second.Input);
        }

        Assert.True(inputs.DistinctBy(Convert.ToBase64String).Count() > 15);
    }

    [Fact]
    public void The_corpus_is_what_the_harness_makes() =>
        Assert.Equal(
            SeedCorpus.All().Select(s => (s.Name, Content(s.Bytes))).OrderBy(s => s.Name, StringComparer.Ordinal),
            Directory.EnumerateFiles(CorpusFolder).Select(f => (Path.GetFileName(f), Content(File.ReadAllBytes(f)))).OrderBy(s => s.Item1, StringComparer.Ordinal));

    [Fact]
    public void Every_seed_but_the_open_ones_is_whole()
    {
        int flows = 0;
        foreach ((string name, byte[] bytes) in SeedCorpus.All())
        {
            Support.Decoded decoded = Support.Logs.DecodeAgain(bytes);
            Assert.True(decoded.Faults.Count == 0, name);
            flows += decoded.Flows.Count;
            Assert.Equal(name.Contains("-open", StringComparison.Ordinal) ? SourceEnd.Open : SourceEnd.Complete, decoded.Summary.End);
        }

        Assert.InRange(flows, 100, 10_000);
    }

    private static string CorpusFolder => Path.Combine(AppContext.BaseDirectory, "corpus");

    /// <summary>The bytes, compressed ones as they were before: how they are compressed depends on the runtime.</summary>
    private static string Content(byte[] bytes)
    {
        if (bytes is not [0x1F, 0x8B, ..])
        {
            return Convert.ToHexString(bytes);
        }

        using var whole = new MemoryStream();
        using var stream = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        stream.CopyTo(whole);
        return Convert.ToHexString(whole.ToArray());
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : null;
}
