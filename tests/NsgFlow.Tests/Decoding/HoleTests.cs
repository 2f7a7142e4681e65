using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Xunit;
using NsgFlow.Fuzz.Core;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Decoding;

/// <summary>Logs from whose middle some bytes are gone. <see cref="DamageOracle"/> says what must hold.</summary>
public sealed class HoleTests
{
    private const string Replay = "20261124,21";

    [Theory]
    [InlineData(nameof(FlowLogKind.NsgV1), false)]
    [InlineData(nameof(FlowLogKind.NsgV1), true)]
    [InlineData(nameof(FlowLogKind.NsgV2), false)]
    [InlineData(nameof(FlowLogKind.NsgV2), true)]
    [InlineData(nameof(FlowLogKind.VNetV4), false)]
    [InlineData(nameof(FlowLogKind.VNetV4), true)]
    public void A_hole_between_any_two_bytes_costs_only_what_lay_in_it(string kind, bool sorted)
    {
        ModelLog log = SmallModels.Log(Enum.Parse<FlowLogKind>(kind));
        EncodedLog encoded = LogEncoder.Encode(log, new LogStyle { SortKeys = sorted }, seed: 0);
        var failures = new ConcurrentBag<(int Begin, int End, string Message)>();
        Parallel.For(0, encoded.Bytes.Length + 1, begin =>
        {
            for (int end = begin + 1; end <= encoded.Bytes.Length; end++)
            {
                var damaged = new DamagedLog(log, encoded, begin, end, []);
                if (DamageOracle.Check(damaged, Logs.DecodeAgain(damaged.Bytes)) is { } message)
                {
                    failures.Add((begin, end, message));
                }
            }
        });

        Assert.True(failures.IsEmpty, $"{failures.Count} of {encoded.Bytes.Length * (encoded.Bytes.Length + 1) / 2} holes, first {failures.Order().FirstOrDefault()}");
    }

    [Property(Replay = Replay, MaxTest = 3000)]
    public void A_hole_in_a_larger_log_costs_only_what_lay_in_it(DoNotSize<int> any) => Check(any.Item, LogStyle.Plain, 4);

    private static void Check(int seed, LogStyle style, int size)
    {
        var random = new Random(seed);
        ModelLog log = LogGenerator.Log(seed, size);
        EncodedLog encoded = LogEncoder.Encode(log, style, seed);
        int begin = random.Next(encoded.Bytes.Length);
        int end = begin + 1 + random.Next(Math.Min(encoded.Bytes.Length - begin, random.Next(2) == 0 ? 100 : 100_000));
        var damaged = new DamagedLog(log, encoded, begin, end, []);
        Assert.Null(DamageOracle.Check(damaged, Logs.DecodeAgain(damaged.Bytes)));
    }
}
