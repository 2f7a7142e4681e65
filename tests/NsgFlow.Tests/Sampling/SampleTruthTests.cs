using System.Text;
using System.Text.Json;
using NsgFlow.Sampling;

namespace NsgFlow.Tests.Sampling;

public sealed class SampleTruthTests
{
    public static TheoryData<FlowLogKind[]> Kinds => new()
    {
        new[] { FlowLogKind.NsgV1 },
        new[] { FlowLogKind.NsgV2 },
        new[] { FlowLogKind.VNetV4 },
        new[] { FlowLogKind.VNetV4, FlowLogKind.NsgV1, FlowLogKind.NsgV2 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_truth_is_what_an_independent_reader_counts(FlowLogKind[] kinds)
    {
        GeneratedSample sample = GeneratedSample.Make(Options(kinds));
        SampleReader read = SampleReader.Read(sample);
        SampleTruth truth = sample.Truth;

        Assert.Equal(sample.Files.Count, truth.Documents);
        Assert.Equal(read.Records.Count, truth.Records);
        Assert.Equal(read.Tuples.Count, truth.Tuples);
        AssertCounts(read.Tuples.Select(t => t.State), truth.ByState);
        AssertCounts(read.Tuples.Select(t => t.Decision), truth.ByDecision);
        AssertCounts(read.Tuples.Select(t => t.Protocol), truth.ByProtocol);
        AssertCounts(read.Tuples.Select(t => t.Fields[6]), truth.ByDirection);
        AssertCounts(read.Tuples.Select(t => t.Rule), truth.ByRule);
        AssertCounts(read.Records.Select(r => r.Version), truth.ByVersion);
        Assert.Equal(read.Records.Select(r => r.Mac).Distinct().Order(StringComparer.Ordinal), truth.Macs);
        Assert.Equal(
            [truth.PacketsSent, truth.BytesSent, truth.PacketsReceived, truth.BytesReceived],
            Enumerable.Range(0, 4).Select(i => read.Tuples.Sum(t => t.Counters[i] ?? 0)));
        Assert.Equal(read.Tuples.Count(t => t.Fields.Length == 13 && t.Fields[9].Length == 0), truth.EmptyCounters);
        Assert.Equal(read.Tuples[0].Text, truth.FirstTuple);
        Assert.Equal(read.Tuples[^1].Text, truth.LastTuple);
        Assert.Equal(read.Tuples.Min(t => t.Milliseconds), truth.FirstTime);
        Assert.Equal(read.Tuples.Max(t => t.Milliseconds), truth.LastTime);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_file_has_the_length_and_tuples_that_the_truth_says(FlowLogKind[] kinds)
    {
        GeneratedSample sample = GeneratedSample.Make(Options(kinds));
        ILookup<string, ReadTuple> byFile = SampleReader.Read(sample).Tuples.ToLookup(t => t.Record.Path);
        Assert.Equal(
            sample.Files.Select(f => new SampleTruthFile(f.Path, f.Bytes.Length, byFile[f.Path].Count())),
            sample.Truth.Files);
        Assert.All(sample.Truth.Files, file => Assert.True(file.Tuples > 0));
        Assert.Equal(FlowLogSample.Paths(Options(kinds)), sample.Truth.Files.Select(f => f.Path));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_sink_is_told_each_tuple_with_its_place(FlowLogKind[] kinds)
    {
        var told = new List<(FlowRow Row, FlowGroup Group)>();
        GeneratedSample sample = GeneratedSample.Make(Options(kinds), (in FlowRow row, FlowGroup group, long _) => told.Add((row, group)));
        List<ReadTuple> read = SampleReader.Read(sample).Tuples;
        var files = sample.Files.ToDictionary(f => f.Path, f => f.Bytes);
        Assert.Equal(read.Count, told.Count);
        foreach (((FlowRow row, FlowGroup group), ReadTuple tuple) in told.Zip(read))
        {
            string text = '"' + tuple.Text + '"';
            Assert.Equal(text, Encoding.UTF8.GetString(files[group.Source!], (int)row.Offset - 1, text.Length));
            Assert.Equal((tuple.Record.Path, tuple.Rule, tuple.AclId), (group.Source, group.Rule, group.AclId));
            Assert.Equal((tuple.Record.Mac, tuple.Record.Written), (group.MacAddress, group.RecordTime));
            Assert.Equal(tuple.Milliseconds, row.TimeMilliseconds);
            Assert.Equal((tuple.Fields[1], tuple.Fields[2]), (row.Source.ToString(), row.Destination.ToString()));
            Assert.Equal((tuple.Fields[3], tuple.Fields[4]), ($"{row.SourcePort}", $"{row.DestinationPort}"));
            Assert.Equal(tuple.Decision == "D", row.Decision == FlowDecision.Deny);
            Assert.Equal(tuple.Counters[1] ?? 0, row.BytesSent);
            Assert.Equal(tuple.State is "C" or "E" ? FlowCounters.All : FlowCounters.None, row.Known);
            Assert.Equal(tuple.IsVNet ? tuple.Fields[8] : null, row.Encryption);
        }
    }

    [Fact]
    public void The_truth_file_is_plain_JSON_with_the_totals()
    {
        GeneratedSample sample = GeneratedSample.Make(Options([FlowLogKind.NsgV2]));
        using var stream = new MemoryStream();
        SampleTruthJson.Write(sample.Truth, stream);
        byte[] bytes = stream.ToArray();
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.Equal((byte)'\n', bytes[^1]);
        using JsonDocument json = JsonDocument.Parse(bytes);
        JsonElement root = json.RootElement;
        Assert.Equal(sample.Truth.Tuples, root.GetProperty("tuples").GetInt64());
        Assert.Equal(sample.Truth.ByState["B"], root.GetProperty("byState").GetProperty("B").GetInt64());
        Assert.Equal(sample.Truth.BytesSent, root.GetProperty("byteSent").GetInt64());
        Assert.Equal(sample.Truth.FirstTuple, root.GetProperty("firstTuple").GetString());
        Assert.Equal(sample.Files.Count, root.GetProperty("files").GetArrayLength());
        Assert.Equal(sample.Files[0].Path, root.GetProperty("files")[0].GetProperty("path").GetString());
    }

    private static SampleOptions Options(FlowLogKind[] kinds) => new()
    {
        Kinds = kinds,
        Seed = 3,
        NicCount = 2,
        StartTime = new DateTimeOffset(2026, 3, 1, 21, 30, 0, TimeSpan.Zero),
        Duration = TimeSpan.FromHours(3),
        Size = 700_000L * kinds.Length,
        IPv6Share = 0.1,
    };

    private static void AssertCounts(IEnumerable<string> values, SortedDictionary<string, long> expected) =>
        Assert.Equal(expected, new SortedDictionary<string, long>(values.GroupBy(v => v).ToDictionary(g => g.Key, g => g.LongCount()), StringComparer.Ordinal));
}
