using FsCheck;
using FsCheck.Xunit;
using NsgFlow.Decoding;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Decoding;

/// <summary>
/// A log that ends anywhere, as one does that is being written or copied: every tuple whose closing quote is there
/// is decoded, no other, and nothing is called an error.
/// </summary>
public sealed class CutTests
{
    private const string Replay = "20261124,9";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void A_log_cut_at_any_byte_gives_the_flows_before_the_cut_with_all_their_fields(int seed)
    {
        ModelLog log = LogGenerator.Log(seed, size: 2);
        EncodedLog encoded = LogEncoder.Encode(log, LogStyle.Plain, seed);
        for (int cut = 0; cut <= encoded.Bytes.Length; cut++)
        {
            CheckWhole(log, encoded, cut);
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    public void A_log_with_keys_in_any_order_cut_at_any_byte_gives_the_tuples_before_the_cut(int seed)
    {
        EncodedLog encoded = LogEncoder.Encode(LogGenerator.Log(seed, size: 2), LogStyle.Wild, seed);
        for (int cut = 0; cut <= encoded.Bytes.Length; cut++)
        {
            CheckTuples(encoded, cut);
        }
    }

    [Property(Replay = Replay, MaxTest = 500)]
    public void A_larger_log_cut_anywhere_gives_the_flows_before_the_cut(DoNotSize<int> any)
    {
        int seed = any.Item;
        ModelLog log = LogGenerator.Log(seed, size: 5);
        EncodedLog encoded = LogEncoder.Encode(log, LogStyle.Plain, seed);
        CheckWhole(log, encoded, new Random(seed).Next(encoded.Bytes.Length + 1));
    }

    [Property(Replay = Replay, MaxTest = 500)]
    public void A_larger_log_with_keys_in_any_order_cut_anywhere_gives_the_tuples_before_the_cut(DoNotSize<int> any)
    {
        int seed = any.Item;
        EncodedLog encoded = LogEncoder.Encode(LogGenerator.Log(seed, size: 5), LogStyle.Wild, seed);
        CheckTuples(encoded, new Random(seed).Next(encoded.Bytes.Length + 1));
    }

    [Fact]
    public void What_a_cut_took_from_a_flow_is_null_and_marked()
    {
        const string log = """
            {"records":[{"flowRecords":{"flows":[{"flowGroups":[{"flowTuples":["1700000000000,10.0.0.1,10.0.0.2,1,2,6,I,E,NX,1,2,3,4"],"rule":"UserRule_x"}],"ac
            """;

        FlowRecord flow = Assert.Single(Logs.Decode(log).Flows);

        Assert.Equal("UserRule_x", flow.Rule);
        Assert.Null(flow.AclId);
        Assert.Null(flow.MacAddress);
        Assert.Null(flow.RecordTime);
        Assert.Equal(FlowDeviation.IncompleteRecord, flow.Deviation);
    }

    [Theory]
    [InlineData("", nameof(SourceEnd.Complete))]
    [InlineData(" \r\n\t ", nameof(SourceEnd.Complete))]
    [InlineData("{\"records\":[", nameof(SourceEnd.Open))]
    [InlineData("{\"records\":[\n", nameof(SourceEnd.Open))]
    [InlineData("{\"records\":[{", nameof(SourceEnd.Cut))]
    [InlineData("{\"records\":[{}", nameof(SourceEnd.Open))]
    [InlineData("{\"records\":[{},", nameof(SourceEnd.Open))]
    [InlineData("{\"records\":[{},{\"time\":", nameof(SourceEnd.Cut))]
    [InlineData("{\"records\":[{}]", nameof(SourceEnd.Open))]
    [InlineData("{\"records\":[{}]}", nameof(SourceEnd.Complete))]
    [InlineData("{\"records\":{\"records\":[{},", nameof(SourceEnd.Open))]
    [InlineData("[", nameof(SourceEnd.Open))]
    [InlineData("[{}", nameof(SourceEnd.Open))]
    [InlineData("[{},", nameof(SourceEnd.Open))]
    [InlineData("[{},{\"properties\":{\"flows\":[", nameof(SourceEnd.Cut))]
    [InlineData("[[{}]", nameof(SourceEnd.Open))]
    [InlineData("[{}]", nameof(SourceEnd.Complete))]
    [InlineData("{}\n{", nameof(SourceEnd.Cut))]
    [InlineData("{}\n{}", nameof(SourceEnd.Complete))]
    public void How_a_log_ended_is_told(string log, string end) => Assert.Equal(end, Logs.Decode(log).Summary.End.ToString());

    private static void CheckWhole(ModelLog log, EncodedLog encoded, int cut)
    {
        Decoded decoded = Logs.Decode(encoded.Bytes[..cut]);
        Assert.Empty(decoded.Faults);
        Assert.Equal(
            log.Flows.Zip(encoded.Places, (flow, place) => (Flow: flow with { Offset = place.Offset }, place.Close)).Where(f => f.Close < cut).Select(f => f.Flow),
            FlowFields.Of(decoded.Flows));
        Assert.Equal(cut > 0 && cut < encoded.Bytes.Length, decoded.Summary.End != SourceEnd.Complete);
    }

    private static void CheckTuples(EncodedLog encoded, int cut)
    {
        Decoded decoded = Logs.Decode(encoded.Bytes[..cut]);
        Assert.Empty(decoded.Faults);
        Assert.Equal(
            encoded.Places.Where(p => p.Close < cut).Select(p => (p.Tuple.Values, p.Offset)),
            decoded.Flows.Select(f => (TupleValues.Of(f), f.Offset)));
    }
}
