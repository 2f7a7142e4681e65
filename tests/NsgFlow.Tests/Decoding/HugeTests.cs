using System.Text;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.Tests.Support;
using NsgFlow.Tuples;

namespace NsgFlow.Tests.Decoding;

/// <summary>A gigabyte in one line, or in one text, is read in the memory that any log takes.</summary>
public sealed class HugeTests
{
    private const long Gigabyte = 1 << 30;

    private static readonly string s_last = SmallLogs.NsgRecord(Tuple(8), Tuple(9));

    [Fact]
    public void A_log_of_a_gigabyte_in_one_line_is_read_whole()
    {
        const int tuples = 1000;
        byte[] piece = Encoding.UTF8.GetBytes(SmallLogs.NsgRecord([.. Enumerable.Range(0, tuples).Select(Tuple)])
            .Replace("\"properties\":{", "\"properties\":{\"Version\":1,", StringComparison.Ordinal) + ",");
        long records = (Gigabyte / piece.Length) + 1;
        var denied = new FlowFilterOptions { Decision = [FlowDecision.Deny] };
        string last = SmallLogs.NsgRecord("1700000000,10.0.0.1,10.0.0.2,7,2,T,I,D");

        (Decoded decoded, long allocated) = Read("{\"records\":[", piece, records * piece.Length, last + "]}", denied);

        Assert.Empty(decoded.Faults);
        Assert.Equal(7, Assert.Single(decoded.Flows).SourcePort);
        Assert.Equal((records + 1, (records * tuples) + 1, SourceEnd.Complete), (decoded.Summary.Records, decoded.Summary.Tuples, decoded.Summary.End));
        Assert.InRange(allocated, 0, 64 << 20);
    }

    /// <summary>Where the text stands, and which fault comes of it: a list whose rule is still to come is held, as far as that goes.</summary>
    [Theory]
    [InlineData("{\"x\":\"", "\"},", "", Gigabyte)]
    [InlineData("{\"", "\":1},", "", Gigabyte / 4)]
    [InlineData("{\"time\":\"2026-01-02T03:04:05Z\",\"properties\":{\"flows\":[{\"rule\":\"", "\",\"flows\":[]}]}},", "", Gigabyte / 4)]
    [InlineData("{\"properties\":{\"flows\":[{\"rule\":\"r\",\"flows\":[{\"mac\":\"m\",\"flowTuples\":[\"", "\"]}]}]}},", nameof(FlowFaultKind.RecordTooLarge), Gigabyte / 4)]
    [InlineData("{\"time\":\"2026-01-02T03:04:05Z\",\"resourceId\":\"r\",\"properties\":{\"Version\":1,\"flows\":[{\"rule\":\"r\",\"flows\":[{\"mac\":\"m\",\"flowTuples\":[\"", "\"]}]}]}},", nameof(FlowFaultKind.InvalidTuple), Gigabyte / 4)]
    public void A_text_of_any_length_takes_little_memory_and_costs_no_record(string before, string behind, string fault, long length)
    {
        byte[] piece = [.. Enumerable.Repeat((byte)'x', 1 << 16)];

        (Decoded decoded, long allocated) = Read("{\"records\":[" + before, piece, length, behind + s_last + "]}", filter: null);

        Assert.Equal([8, 9], decoded.Flows.Select(f => f.SourcePort));
        Assert.Equal(fault, string.Join(' ', decoded.Faults.Select(f => f.Kind)));
        Assert.All(decoded.Faults.Where(f => f.Kind == FlowFaultKind.InvalidTuple), f => Assert.Equal(TupleFault.TooLong, f.Tuple));
        Assert.Equal(SourceEnd.Complete, decoded.Summary.End);
        Assert.InRange(allocated, 0, 64 << 20);
    }

    private static (Decoded Decoded, long Allocated) Read(string before, byte[] piece, long length, string behind, FlowFilterOptions? filter)
    {
        long begin = GC.GetAllocatedBytesForCurrentThread();
        Decoded decoded = Logs.Decode(
            new ActionSource(() => new JunkStream(Encoding.UTF8.GetBytes(before), piece, length, Encoding.UTF8.GetBytes(behind))),
            filter: filter);
        return (decoded, GC.GetAllocatedBytesForCurrentThread() - begin);
    }

    private static string Tuple(int port) => $"1700000000,10.0.0.1,10.0.0.2,{port},2,T,I,A";
}
