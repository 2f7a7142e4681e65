using System.Text;
using NsgFlow.Decoding;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Decoding;

/// <summary>Tuples that come before the keys they need: held in memory up to a bound, then read a second time.</summary>
public sealed class HeldTupleTests
{
    // 84 bytes a tuple with quotes and comma.
    private const int TuplesBeyondMemory = 60_000;

    [Fact]
    public void A_few_held_tuples_are_decoded_from_memory_in_their_order()
    {
        byte[] log = Log(lists: 3, tuples: 5);
        var source = new MemorySource(log);

        Decoded decoded = Logs.Decode(source);

        AssertWhole(decoded, lists: 3, tuples: 5);
        Assert.Equal(1, source.Opened);
    }

    [Theory]
    [InlineData(1, TuplesBeyondMemory)]
    [InlineData(40, 2000)]
    [InlineData(2000, 40)]
    public void More_than_memory_holds_is_read_a_second_time(int lists, int tuples)
    {
        var source = new MemorySource(Log(lists, tuples));

        Decoded decoded = Logs.Decode(source);

        AssertWhole(decoded, lists, tuples);
        Assert.Equal(2, source.Opened);
    }

    [Fact]
    public void A_second_reading_in_pieces_gives_the_same()
    {
        var random = new Random(20261124);
        var source = new MemorySource(Log(40, 2000), () => random.Next(1, 100_000));

        AssertWhole(Logs.Decode(source), lists: 40, tuples: 2000);
        Assert.Equal(2, source.Opened);
    }

    [Fact]
    public void A_second_reading_of_a_gzip_source_gives_the_same()
    {
        var source = new MemorySource(Gzip.Compress(Log(40, 2000)));

        AssertWhole(Logs.Decode(source), lists: 40, tuples: 2000);
        Assert.Equal(2, source.Opened);
    }

    [Fact]
    public void Memory_is_free_again_for_the_next_record()
    {
        string record = Record(lists: 1, tuples: 30_000);
        var source = new MemorySource(Encoding.UTF8.GetBytes(SmallLogs.Envelope(record, record, record)));

        Decoded decoded = Logs.Decode(source);

        Assert.Empty(decoded.Faults);
        Assert.Equal(90_000, decoded.Flows.Count);
        Assert.Equal(1, source.Opened);
    }

    [Fact]
    public void A_source_that_cannot_be_read_again_says_once_that_the_record_is_too_large()
    {
        string small = Record(lists: 1, tuples: 3);
        string large = Record(lists: 40, tuples: 2000);
        var source = new MemorySource(Encoding.UTF8.GetBytes(SmallLogs.Envelope(small, large, small, large, small)), canReopen: false);

        Decoded decoded = Logs.Decode(source);

        Assert.Equal([FlowFaultKind.RecordTooLarge, FlowFaultKind.RecordTooLarge], decoded.Faults.Select(f => f.Kind));
        Assert.Equal(1, source.Opened);
        Assert.Equal(5, decoded.Summary.Records);
        Assert.Equal(SourceEnd.Complete, decoded.Summary.End);

        // What fitted in memory is decoded, and the small records whole.
        Assert.InRange(decoded.Flows.Count, 9 + 2000, 160_000);
        Assert.All(decoded.Flows, f => Assert.Equal("000D3AF8801A", f.MacAddress));
        Assert.Equal([0, 1, 2], decoded.Flows[^3..].Select(f => f.SourcePort));
    }

    [Fact]
    public void Groups_are_released_in_their_order_though_a_later_one_is_complete_first()
    {
        const string first = "1700000000000,10.0.0.1,10.0.0.2,1,2,6,I,E,NX,1,2,3,4";
        const string second = "1700000000000,10.0.0.1,10.0.0.2,2,2,6,I,E,NX,1,2,3,4";
        string log = SmallLogs.Envelope(SmallLogs.VNetRecord(first))
            .Replace("\"flowRecords\"", "\"flowLogVersion\":4,\"flowRecords\"", StringComparison.Ordinal)
            .Replace("\"rule\":\"DefaultRule_DenyAllInBound\",", "", StringComparison.Ordinal)
            .Replace($"\"{first}\"]", $"\"{first}\"],\"rule\":\"one\"}},{{\"rule\":\"two\",\"flowTuples\":[\"{second}\"]", StringComparison.Ordinal);

        Decoded decoded = Logs.Decode(log);

        Assert.Empty(decoded.Faults);
        Assert.Equal([("one", 1), ("two", 2)], decoded.Flows.Select(f => (f.Rule!, f.SourcePort)));
    }

    [Fact]
    public void Faults_in_held_tuples_have_the_place_they_stand_at()
    {
        string log = SmallLogs.Envelope(SmallLogs.NsgRecord("1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A", "bad"));
        FlowFault fault = Assert.Single(Logs.Decode(log).Faults);

        Assert.Equal(log.IndexOf("bad", StringComparison.Ordinal), fault.Offset);
        Assert.Equal((1L, 1, 1, 2L), (fault.RecordNumber, fault.FlowNumber, fault.GroupNumber, fault.TupleNumber));
    }

    [Theory]
    [InlineData(":")]
    [InlineData("=")]
    [InlineData("\u0001")]
    [InlineData(",{}")]
    [InlineData(",[]")]
    [InlineData("}")]
    public void Damage_in_a_held_list_is_reported_and_what_follows_is_recovered_as_in_any_list(string damage)
    {
        string held = SmallLogs.Envelope(SmallLogs.NsgRecord("1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A", "1700000000,10.0.0.1,10.0.0.2,2,2,T,I,A"))
            .Replace("\",\"1700", $"\"{damage},\"1700", StringComparison.Ordinal);
        string streamed = held.Replace("\"properties\":{", "\"properties\":{\"Version\":1,", StringComparison.Ordinal);

        Decoded expected = Logs.Decode(streamed);
        Decoded decoded = Logs.Decode(held);

        Assert.Equal([1, 2], decoded.Flows.Select(f => f.SourcePort));
        Assert.Equal(expected.Flows.Select(TupleValues.Of), decoded.Flows.Select(TupleValues.Of));
        Assert.Equal(expected.Faults.Select(f => f.Kind), decoded.Faults.Select(f => f.Kind));
        Assert.Contains(decoded.Faults, f => f.Kind == FlowFaultKind.DamagedJson);
    }

    private static void AssertWhole(Decoded decoded, int lists, int tuples)
    {
        Assert.Empty(decoded.Faults);
        Assert.Equal((lists * tuples, (long)lists * tuples), (decoded.Flows.Count, decoded.Summary.Tuples));
        for (int i = 0; i < decoded.Flows.Count; i++)
        {
            FlowRecord flow = decoded.Flows[i];
            Assert.True(flow.SourcePort == i % tuples && flow.MacAddress == "000D3AF8801A" && flow.Rule == "r" && flow.Deviation == FlowDeviation.None, $"flow {i}: {flow}");
        }
    }

    private static byte[] Log(int lists, int tuples) => Encoding.UTF8.GetBytes(SmallLogs.Envelope(Record(lists, tuples)));

    /// <summary>A record whose MAC address comes last of all, so that every tuple must wait for it.</summary>
    private static string Record(int lists, int tuples)
    {
        string list = string.Join(',', Enumerable.Range(0, tuples).Select(i => $"\"1700000000000,10.10.10.10,2001:db8::1111:2222:3333,{i},443,6,O,E,NX,1000,200000,3000,4\""));
        string group = $$"""{"rule":"r","flowTuples":[{{list}}]}""";
        return $$"""{"flowRecords":{"flows":[{"aclID":"a","flowGroups":[{{string.Join(',', Enumerable.Repeat(group, lists))}}]}]},"time":"2026-01-02T03:04:05Z","flowLogVersion":4,"flowLogResourceID":"f","targetResourceID":"t","macAddress":"000D3AF8801A"}""";
    }
}
