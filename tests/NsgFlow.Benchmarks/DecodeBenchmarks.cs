using BenchmarkDotNet.Attributes;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.Sampling;

namespace NsgFlow.Benchmarks;

/// <summary>The parts of reading, on generated logs of 20 MB in memory, one thread.</summary>
[MemoryDiagnoser]
public class DecodeBenchmarks
{
    private byte[] _log = [];

    [Params(FlowLogKind.NsgV2, FlowLogKind.VNetV4)]
    public FlowLogKind Kind { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var stream = new MemoryStream();
        FlowLogSample.WriteFile(new SampleOptions { Kinds = [Kind], Seed = 1, Size = 20_000_000, StartTime = new DateTimeOffset(2026, 1, 15, 0, 0, 0, TimeSpan.Zero), Duration = TimeSpan.FromHours(1) }, stream);
        _log = stream.ToArray();
    }

    [Benchmark(Baseline = true, Description = "filter: Deny and port 3389")]
    public long Filter() => Read(new FlowFilterOptions { Decision = [FlowDecision.Deny], DestinationPort = [3389] }, makeObjects: false);

    [Benchmark(Description = "filter: one address prefix")]
    public long FilterAddress() => Read(new FlowFilterOptions { Address = ["198.51.100.66"] }, makeObjects: false);

    [Benchmark(Description = "all fields, no objects")]
    public long Fields() => Read(new FlowFilterOptions(), makeObjects: false);

    [Benchmark(Description = "all fields, no vectors")]
    public long FieldsCarefully() => Read(new FlowFilterOptions(), makeObjects: false, avoidVectors: true);

    [Benchmark(Description = "objects")]
    public long Objects() => Read(new FlowFilterOptions(), makeObjects: true);

    private long Read(FlowFilterOptions filter, bool makeObjects, bool avoidVectors = false) =>
        DecodeMeasurement.Read(new StreamFlowSource("memory", new MemoryStream(_log)), filter, makeObjects, avoidVectors).Flows;
}
