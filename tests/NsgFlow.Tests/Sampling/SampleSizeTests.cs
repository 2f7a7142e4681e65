using NsgFlow.Sampling;

namespace NsgFlow.Tests.Sampling;

public sealed class SampleSizeTests
{
    public static TheoryData<FlowLogKind, long, int, int> Cases
    {
        get
        {
            var cases = new TheoryData<FlowLogKind, long, int, int>();
            foreach (FlowLogKind kind in new[] { FlowLogKind.NsgV1, FlowLogKind.NsgV2, FlowLogKind.VNetV4 })
            {
                cases.Add(kind, 100_000, 60, 1);
                cases.Add(kind, 1_000_000, 60, 1);
                cases.Add(kind, 1_000_000, 360, 3);
                cases.Add(kind, 20_000_000, 60, 2);
                cases.Add(kind, 20_000_000, 1440, 1);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_size_is_within_a_tenth(FlowLogKind kind, long size, int minutes, int nics)
    {
        var options = new SampleOptions { Kinds = [kind], Size = size, Duration = TimeSpan.FromMinutes(minutes), NicCount = nics };
        SampleTruth truth = FlowLogSample.Write(options, _ => new KeptStream(Stream.Null));
        Assert.InRange(truth.Files.Sum(f => f.Length), size * 9 / 10, size * 11 / 10);
    }

    [Theory]
    [InlineData(FlowLogKind.NsgV1)]
    [InlineData(FlowLogKind.NsgV2)]
    [InlineData(FlowLogKind.VNetV4)]
    public void The_least_size_still_fills_each_file(FlowLogKind kind)
    {
        var options = new SampleOptions { Kinds = [kind], NicCount = 2, Duration = TimeSpan.FromHours(30) };
        options = options with { Size = options.MinimumSize };
        GeneratedSample sample = GeneratedSample.Make(options);
        Assert.Equal(60, sample.Files.Count);
        Assert.All(sample.Truth.Files, file => Assert.True(file.Tuples > 0));
    }

    [Fact]
    public void One_hour_goes_straight_to_a_stream_that_stays_open()
    {
        var options = new SampleOptions { Kinds = [FlowLogKind.NsgV2] };
        using var stream = new MemoryStream();
        SampleTruth truth = FlowLogSample.WriteFile(options, stream);
        Assert.True(stream.CanWrite);
        Assert.Equal(GeneratedSample.Make(options).Files[0].Bytes, stream.ToArray());
        Assert.Single(truth.Files);
        Assert.Throws<ArgumentException>(() => FlowLogSample.WriteFile(options with { NicCount = 2 }, stream));
    }

    [Fact]
    public void A_stopped_run_says_so()
    {
        using var stop = new CancellationTokenSource();
        long told = 0;
        Assert.Throws<OperationCanceledException>(() => FlowLogSample.Write(
            new SampleOptions { Size = 1_000_000_000 },
            _ => new KeptStream(Stream.Null),
            progress: bytes =>
            {
                told = bytes;
                stop.Cancel();
            },
            stop: stop.Token));
        Assert.InRange(told, 1, 100_000_000);
    }

    [Fact]
    public void What_cannot_be_made_is_refused()
    {
        var good = new SampleOptions();
        SampleOptions[] bad =
        [
            good with { Kinds = [] },
            good with { Kinds = [FlowLogKind.Other] },
            good with { Kinds = [FlowLogKind.NsgV1, FlowLogKind.NsgV1] },
            good with { NicCount = 0 },
            good with { NicCount = 1001 },
            good with { Duration = TimeSpan.Zero },
            good with { Duration = TimeSpan.FromDays(367) },
            good with { StartTime = new DateTimeOffset(1999, 12, 31, 0, 0, 0, TimeSpan.Zero) },
            good with { IPv6Share = 1.5 },
            good with { IPv6Share = double.NaN },
            good with { Size = 1000 },
        ];
        good.Validate();
        Assert.All(bad, options => Assert.Throws<ArgumentException>(options.Validate));
    }
}
