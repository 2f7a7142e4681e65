using System.Collections.Concurrent;
using System.Globalization;
using FsCheck;
using FsCheck.Xunit;
using NsgFlow.Fuzz.Core;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Decoding;

/// <summary>Logs from whose middle some bytes are gone, or in which some are others. <see cref="DamageOracle"/> says what must hold.</summary>
public sealed class HoleTests
{
    private const string Replay = "20261124,21";

    /// <summary>Every hole is tried where NSGFLOW_HOLE_STEP is 1; else the ends are this far from one another, every beginning in turn.</summary>
    private static readonly int s_step =
        int.TryParse(Environment.GetEnvironmentVariable("NSGFLOW_HOLE_STEP"), NumberStyles.None, CultureInfo.InvariantCulture, out int step) && step > 0 ? step : 17;

    public static TheoryData<string, bool> Logs => new()
    {
        { nameof(FlowLogKind.NsgV1), false },
        { nameof(FlowLogKind.NsgV1), true },
        { nameof(FlowLogKind.NsgV2), false },
        { nameof(FlowLogKind.NsgV2), true },
        { nameof(FlowLogKind.VNetV4), false },
        { nameof(FlowLogKind.VNetV4), true },
    };

    [Theory]
    [MemberData(nameof(Logs))]
    public void A_hole_between_any_two_bytes_costs_only_what_lay_in_it(string kind, bool sorted) =>
        CheckAll(kind, sorted, (length, begin) => Ends(length, begin).Select(end => (end, Array.Empty<byte>())));

    [Theory]
    [MemberData(nameof(Logs))]
    public void A_byte_put_in_anywhere_costs_only_the_tuple_it_is_in(string kind, bool sorted) =>
        CheckAll(kind, sorted, (_, begin) => Bytes().Select(b => (begin, new[] { b })));

    [Theory]
    [MemberData(nameof(Logs))]
    public void A_byte_changed_anywhere_costs_only_the_tuple_it_is_in(string kind, bool sorted) =>
        CheckAll(kind, sorted, (length, begin) => Bytes().Where(_ => begin < length).Select(b => (begin + 1, new[] { b })));

    [Property(Replay = Replay, MaxTest = 2000)]
    public void A_hole_in_a_larger_log_costs_only_what_lay_in_it(DoNotSize<int> any) => CheckHole(any.Item, LogStyle.Plain);

    [Property(Replay = Replay, MaxTest = 2000)]
    public void A_hole_in_a_log_with_sorted_keys_costs_only_what_lay_in_it(DoNotSize<int> any) =>
        CheckHole(any.Item, new LogStyle { SortKeys = true });

    [Property(Replay = Replay, MaxTest = 2000)]
    public void A_hole_in_a_log_with_keys_in_any_order_costs_only_what_lay_in_it(DoNotSize<int> any) =>
        CheckHole(any.Item, new LogStyle { ShuffleKeys = true, WhiteSpace = true, KeyCase = true });

    private static IEnumerable<int> Ends(int length, int begin)
    {
        for (int end = begin + 1 + (begin % s_step); end <= length; end += s_step)
        {
            yield return end;
        }
    }

    private static byte[] Bytes() => [.. "\"\\{}[],: \n0x"u8, 0, 0xFF];

    private static void CheckAll(string kind, bool sorted, Func<int, int, IEnumerable<(int End, byte[] Insert)>> damages)
    {
        ModelLog log = SmallModels.Log(Enum.Parse<FlowLogKind>(kind));
        EncodedLog encoded = LogEncoder.Encode(log, new LogStyle { SortKeys = sorted }, seed: 0);
        var failures = new ConcurrentBag<(int Begin, int End, string Message)>();
        Parallel.For(0, encoded.Bytes.Length + 1, begin =>
        {
            foreach ((int end, byte[] insert) in damages(encoded.Bytes.Length, begin))
            {
                var damaged = new DamagedLog(log, encoded, begin, end, insert);
                if (DamageOracle.Check(damaged, Support.Logs.DecodeAgain(damaged.Bytes)) is { } message)
                {
                    failures.Add((begin, end, message));
                }
            }
        });

        Assert.True(failures.IsEmpty, $"{failures.Count} failures, first {failures.OrderBy(f => f.Begin).ThenBy(f => f.End).FirstOrDefault()}");
    }

    private static void CheckHole(int seed, LogStyle style)
    {
        var random = new Random(seed);
        ModelLog log = LogGenerator.Log(seed, size: 4);
        EncodedLog encoded = LogEncoder.Encode(log, style, seed);
        int begin = random.Next(encoded.Bytes.Length);
        int end = begin + 1 + random.Next(Math.Min(encoded.Bytes.Length - begin, random.Next(2) == 0 ? 100 : 100_000));
        var damaged = new DamagedLog(log, encoded, begin, end, []);
        Decoded decoded = Support.Logs.DecodeAgain(damaged.Bytes);

        Assert.Null(DamageOracle.Check(damaged, decoded));
        Assert.Null(Differences.Find(damaged.Bytes, decoded, random));
    }
}
