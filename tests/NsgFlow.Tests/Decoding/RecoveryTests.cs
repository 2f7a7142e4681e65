using System.Text;
using FsCheck;
using FsCheck.Xunit;
using NsgFlow.Decoding;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Decoding;

/// <summary>Damage in the middle of a log: it is reported, and whole records behind it are decoded.</summary>
public sealed class RecoveryTests
{
    private const string Replay = "20261124,15";

    [Property(Replay = Replay, MaxTest = 600)]
    public void Whole_records_behind_a_hole_are_decoded(DoNotSize<int> any)
    {
        int seed = any.Item;
        var random = new Random(seed);
        EncodedLog damaged = LogEncoder.Encode(LogGenerator.Log(seed, size: 3), LogStyle.Plain, seed);
        ModelLog behind = LogGenerator.Log(seed + 1, size: 3);
        string tail = Encoding.UTF8.GetString(LogEncoder.Encode(behind, LogStyle.Plain, seed).Bytes)["{\"records\":[".Length..];
        List<byte> bytes = [.. damaged.Bytes[..^2]];
        int at = random.Next("{\"records\":[".Length, bytes.Count + 1);
        bytes.RemoveRange(at, random.Next(bytes.Count - at + 1));
        bytes.AddRange(Encoding.UTF8.GetBytes("\",\n" + tail));

        List<FlowRecord> flows = Logs.Decode([.. bytes]).Flows;

        // The first record behind the hole may be taken for the damaged one's end; those behind it may not.
        FlowFields[] expected = [.. behind.Records.Skip(1).SelectMany(r => new ModelLog([r]).Flows)];
        Assert.Equal(expected, FlowFields.Of(flows).TakeLast(expected.Length).Select(f => f with { Offset = 0 }));
    }

    [Theory]
    [InlineData("@@@@")]
    [InlineData("\u0000\u0000\u0000\u0000")]
    [InlineData("\"")]
    [InlineData("}}}}")]
    [InlineData("]]]]")]
    [InlineData("{\"time\":\"{")]
    [InlineData("{\"records\":[{\"time\":\"20")]
    public void Garbage_between_records_costs_no_record(string garbage)
    {
        string first = SmallLogs.NsgRecord(Tuple(1));
        string log = $"{{\"records\":[{first},{garbage},\n{SmallLogs.NsgRecord(Tuple(2))},{SmallLogs.NsgRecord(Tuple(3))}]}}";

        Decoded decoded = Logs.Decode(log);

        Assert.Equal([1, 2, 3], decoded.Flows.Select(f => f.SourcePort));
        Assert.NotEmpty(decoded.Faults);
        Assert.All(decoded.Faults, f => Assert.Equal(FlowFaultKind.DamagedJson, f.Kind));
        Assert.False(decoded.Summary.IsForeign);
    }

    [Theory]
    [InlineData("{\"time\":\"x\"\u0001")]
    [InlineData("{\"time\":\"x\"y\":1")]
    [InlineData("{\"time\" \"x\"")]
    [InlineData("{}:")]
    public void Damage_at_one_place_is_reported_once(string garbage)
    {
        Decoded decoded = Logs.Decode($"{{\"records\":[{garbage},\n{SmallLogs.NsgRecord(Tuple(2))}]}}");

        Assert.NotEmpty(decoded.Faults);
        Assert.Equal(decoded.Faults.Select(f => f.Offset).Distinct(), decoded.Faults.Select(f => f.Offset));
        Assert.Equal(2, Assert.Single(decoded.Flows).SourcePort);
    }

    /// <summary>The hole lies between the commas of two lists, the second of which is another record's, so that its keys follow.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_hole_that_leaves_two_commas_and_anothers_keys_is_reported_once(bool isHeld)
    {
        string record = SmallLogs.NsgRecord(Tuple(1), Tuple(2))[..^1] + ",\"operationName\":\"o\",\"time\":\"2026-01-02T03:04:06Z\"}";
        record = isHeld ? record : record.Replace("\"properties\":{", "\"properties\":{\"Version\":1,", StringComparison.Ordinal);
        string first = record[..(record.IndexOf("\",\"1700", StringComparison.Ordinal) + 2)];
        string second = record[(record.IndexOf("\",\"1700", StringComparison.Ordinal) + 1)..];

        Decoded decoded = Logs.Decode($"{{\"records\":[{first}{second},{SmallLogs.NsgRecord(Tuple(3))}]}}");

        Assert.Equal([1, 2, 3], decoded.Flows.Select(f => f.SourcePort));
        Assert.Equal("{\"records\":[".Length + first.Length, Assert.Single(decoded.Faults).Offset);
    }

    /// <summary>The hole lies between the commas of two objects, the second of which is another record's inner half.</summary>
    [Fact]
    public void A_hole_that_leaves_two_commas_in_an_object_and_anothers_inner_half_is_reported_once()
    {
        const string Log = """
            {"records":[{"category":"NetworkSecurityGroupFlowEvent","properties":{"Version":1,,"flowRecords":{"flows":[{"aclID":"a","flowGroups":[{"flowTuples":["1700000000000,10.0.0.1,10.0.0.2,1,2,6,I,E,NX,1,2,3,4"],"rule":"r"}]}]},"operationName":"FlowLogFlowEvent","targetResourceID":"/t","time":"2026-01-02T03:04:06Z"}]}
            """;

        Decoded decoded = Logs.Decode(Log);

        Assert.Equal(1, Assert.Single(decoded.Flows).SourcePort);
        Assert.Equal(Log.IndexOf(",,", StringComparison.Ordinal) + 1, Assert.Single(decoded.Faults).Offset);
    }

    [Fact]
    public void A_hole_that_joins_one_kind_of_record_with_the_inner_half_of_the_other_is_reported_once()
    {
        const string Log = """
            {"records":[{"time":"2026-01-15T08:00:30Z","macAddress":"000D3A747C00","category":"NetworkSecurityGroupFlowEvent","properties":{,"flowRecords":{"flows":[{"aclID":"a","flowGroups":[{"rule":"r","flowTuples":["1768464000000,10.0.0.1,10.0.0.2,1,2,6,I,B,NX,0,0,0,0"]}]}]}}]}
            """;

        Decoded decoded = Logs.Decode(Log.Trim());

        Assert.Equal(1, Assert.Single(decoded.Flows).SourcePort);
        Assert.Equal(Log.IndexOf(",\"flowRecords", StringComparison.Ordinal), Assert.Single(decoded.Faults).Offset);
    }

    [Fact]
    public void A_fragment_that_begins_inside_a_list_gives_its_tuples_and_the_records_behind()
    {
        string record = SmallLogs.NsgRecord(Tuple(1), Tuple(2), Tuple(3));
        string log = record[(record.IndexOf(Tuple(1), StringComparison.Ordinal) + 10)..] + "," + SmallLogs.NsgRecord(Tuple(4)) + "]}";

        Decoded decoded = Logs.Decode(log);

        Assert.Equal([2, 3, 4], decoded.Flows.Select(f => f.SourcePort));
        Assert.Equal([true, true, false], decoded.Flows.Select(f => f.Deviation.HasFlag(FlowDeviation.IncompleteRecord)));
    }

    [Fact]
    public void A_fragment_that_ends_inside_a_list_ends_cut()
    {
        string record = SmallLogs.NsgRecord(Tuple(1), Tuple(2), Tuple(3));
        int begin = record.IndexOf(Tuple(1), StringComparison.Ordinal) + 10;
        int end = record.IndexOf(Tuple(3), StringComparison.Ordinal) + 10;

        Decoded decoded = Logs.Decode(record[begin..end]);

        Assert.Equal(2, Assert.Single(decoded.Flows).SourcePort);
        Assert.Equal(SourceEnd.Cut, decoded.Summary.End);
    }

    [Fact]
    public void A_large_log_with_many_holes_is_read_in_one_go()
    {
        string log = SmallLogs.Envelope([.. Enumerable.Range(0, 4000).Select(i => SmallLogs.NsgRecord([.. Enumerable.Range(0, 10).Select(Tuple)]))]);
        byte[] bytes = Encoding.UTF8.GetBytes(log);
        var random = new Random(20261124);
        for (int i = 0; i < 3000; i++)
        {
            bytes.AsSpan(random.Next(bytes.Length - 20), random.Next(1, 20)).Fill((byte)"\"{}[],\0"[random.Next(7)]);
        }

        Decoded decoded = Logs.Decode(bytes);

        Assert.Equal(bytes.Length, decoded.Summary.Bytes);
        Assert.InRange(decoded.Flows.Count, 5_000, 40_000);
    }

    private static string Tuple(int port) => $"1700000000,10.0.0.1,10.0.0.2,{port},2,T,I,A";
}
