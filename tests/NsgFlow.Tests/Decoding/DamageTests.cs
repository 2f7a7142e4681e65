using System.Text;
using NsgFlow.Decoding;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Decoding;

/// <summary>Kinds of damage that were met or are to be feared: what is whole before and behind is decoded, and nothing hangs.</summary>
public sealed class DamageTests
{
    /// <summary>Enough of anything to show what grows with it.</summary>
    private const long Much = 1 << 21;

    private static readonly string s_first = SmallLogs.NsgRecord(Tuple(1), Tuple(2));
    private static readonly string s_last = SmallLogs.NsgRecord(Tuple(8), Tuple(9));

    [Fact]
    public void A_record_spliced_into_the_time_of_another_is_decoded()
    {
        string inner = s_first[s_first.IndexOf("{\"flows\"", StringComparison.Ordinal)..^1].Replace("{\"flows\"", "{\"Version\":1,\"flows\"", StringComparison.Ordinal);

        Decoded decoded = Logs.Decode($"{{\"records\":[{{\"time\":\"{inner}}},{s_last}]}}");

        Assert.Equal([1, 2, 8, 9], Ports(decoded));
        Assert.Equal([("UserRule_SSH", null), ("UserRule_SSH", SmallLogs.NsgId)], decoded.Flows.Select(f => (f.Rule!, f.ResourceId)).Distinct());
        Assert.Equal("{\"records\":[{\"time\":\"{\"".Length, Assert.Single(decoded.Faults).Offset);
    }

    [Theory]
    [InlineData("{\"Version\":1,\"flows\":[")]
    [InlineData("{\"flows\":[")]
    [InlineData("{\"rule\":")]
    [InlineData("{\"mac\":")]
    public void A_source_that_begins_with_what_a_record_encloses_is_decoded(string first)
    {
        string record = s_first.Replace("\"properties\":{", "\"properties\":{\"Version\":1,", StringComparison.Ordinal);
        int begin = record.IndexOf(first[1..], StringComparison.Ordinal);

        Decoded decoded = Logs.Decode($"{{{record[begin..]},{s_last}]}}");

        Assert.Equal([1, 2, 8, 9], Ports(decoded));
        Assert.Equal([true, true, false, false], decoded.Flows.Select(f => f.Deviation.HasFlag(FlowDeviation.IncompleteRecord)));
        Assert.All(decoded.Flows, f => Assert.Equal("000D3AF8801A", f.MacAddress));
        Assert.Equal(0, Assert.Single(decoded.Faults).Offset);
    }

    [Fact]
    public void The_flows_of_a_virtual_network_record_whose_head_was_lost_keep_what_is_left()
    {
        const string first = "1700000000000,10.0.0.1,10.0.0.2,1,2,6,I,E,Z9,1,2,3,4";
        string record = SmallLogs.VNetRecord(first, first.Replace(",1,2,6", ",2,2,6", StringComparison.Ordinal));

        Decoded decoded = Logs.Decode($"{record[record.IndexOf("Records\"", StringComparison.Ordinal)..]},{s_last}]}}");

        Assert.Equal([1, 2, 8, 9], Ports(decoded));
        Assert.Equal((SmallLogs.AclId, "DefaultRule_DenyAllInBound", null), (decoded.Flows[0].AclId, decoded.Flows[0].Rule, decoded.Flows[0].MacAddress));
        Assert.Equal(FlowDeviation.IncompleteRecord, decoded.Flows[0].Deviation);
        Assert.Single(decoded.Faults);
    }

    [Theory]
    [InlineData("flowTuples", "f")]
    [InlineData("flowTuples", "uples")]
    [InlineData("flowTuples", "timeuples")]
    [InlineData("flowTuples", "flowTvples")]
    [InlineData("flowTuples", "flowTuples\uFFFD")]
    [InlineData("flowTuples", "resourceId")]
    [InlineData("properties", "propties")]
    [InlineData("properties", "Version")]
    [InlineData("properties", "time")]
    public void A_broken_key_costs_no_tuple(string key, string broken)
    {
        string log = SmallLogs.Envelope(s_first, s_last);
        int at = log.IndexOf(key, StringComparison.Ordinal);

        Decoded decoded = Logs.Decode(log[..at] + broken + log[(at + key.Length)..]);

        Assert.Equal([1, 2, 8, 9], Ports(decoded));
        Assert.Single(decoded.Faults);
    }

    [Theory]
    [InlineData("macAddress", false)]
    [InlineData("macAddress", true)]
    [InlineData("category", false)]
    [InlineData("resourceId", true)]
    public void A_key_met_twice_begins_another_record(string key, bool isFlowLog)
    {
        // The first record ends, and the second begins, inside the value of the key before.
        string second = s_last.Replace("2026-01-02", "2026-01-03", StringComparison.Ordinal).Replace(SmallLogs.NsgId, "other", StringComparison.Ordinal);
        string first = s_first[..s_first.IndexOf(",\"properties\"", StringComparison.Ordinal)];
        first = isFlowLog ? first : first[..first.IndexOf(",\"category\"", StringComparison.Ordinal)];
        int from = second.IndexOf($"\"{key}\"", StringComparison.Ordinal);
        string log = SmallLogs.Envelope($"{first},{second[from..]}");

        Decoded decoded = Logs.Decode(log);

        Assert.Equal([8, 9], Ports(decoded));
        if (log.Split($"\"{key}\"").Length > 2)
        {
            string? resource = key == "resourceId" ? null : "other";
            Assert.All(decoded.Flows, f => Assert.Equal((resource, null, FlowDeviation.IncompleteRecord), (f.ResourceId, f.RecordTime, f.Deviation)));
        }
    }

    [Theory]
    [InlineData("\"flowLog")]
    [InlineData("\"")]
    public void A_key_joined_of_two_gives_no_resource(string begin)
    {
        string record = SmallLogs.VNetRecord("1700000000000,10.0.0.1,10.0.0.2,1,2,6,I,E,NX,1,2,3,4")
            .Replace("\"flowRecords\"", "\"flowLogVersion\":4,\"flowRecords\"", StringComparison.Ordinal);
        string first = record[..record.IndexOf("\"flowLogVersion\"", StringComparison.Ordinal)] + "\"resourceId\":\"r\",";
        string second = record[(record.IndexOf("targetResourceID", StringComparison.Ordinal) + "target".Length)..];

        Decoded decoded = Logs.Decode($"{{\"records\":[{first}{begin}{second}]}}");

        Assert.Equal((null, null, FlowDeviation.IncompleteRecord), Assert.Single(decoded.Flows.Select(f => (f.ResourceId, f.TargetResourceId, f.Deviation))));
        Assert.Equal("{\"records\":[".Length + first.Length, Assert.Single(decoded.Faults).Offset);
    }

    [Theory]
    [InlineData("\"x\":{\"y\":[1,{\"z\":")]
    [InlineData("\"x\":[1,")]
    [InlineData("\"resourceId\":")]
    [InlineData("\"x\":[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("\"x\":{\"a\":{\"a\":{\"a\":{\"a\":\"")]
    [InlineData("\"category\":[\"a\",")]
    public void A_bracket_that_was_lost_in_a_skipped_value_swallows_no_record(string open)
    {
        string record = s_last.Replace("\"macAddress\"", "\"systemId\":\"s\",\"macAddress\"", StringComparison.Ordinal);

        Decoded decoded = Logs.Decode($"{{\"records\":[{s_first[..^1]},{open}{record},{record}]}}");

        Assert.Equal([1, 2, 8, 9, 8, 9], Ports(decoded));
        Assert.Single(decoded.Faults);
    }

    [Theory]
    [InlineData(Much, "[")]
    [InlineData(Much, "{\"x\":")]
    [InlineData(Much, "{\"records\":[")]
    [InlineData(Much, "{\"properties\":{\"flows\":[")]
    [InlineData(Much, "{\"flows\":[{\"rule\":\"r\",")]
    [InlineData(Much, "{\"time\":\"{")]
    [InlineData(Much, "{\"mac\":\"m\",\"flowTuples\":[")]
    [InlineData(Much, "\"1700000000,")]
    [InlineData(Much, "\\\"1700000000,")]
    [InlineData(Much, "\"")]
    [InlineData(Much, "\"time\":")]
    [InlineData(Much, "}")]
    [InlineData(Much, "]")]
    [InlineData(Much, "\uFFFD")]
    [InlineData(Much, "\u0000")]
    [InlineData(1L << 30, "x")]
    [InlineData(1L << 30, " ")]
    public void Any_amount_of_junk_between_records_takes_little_memory_and_costs_no_record(long length, string junk)
    {
        byte[] before = Encoding.UTF8.GetBytes($"{{\"records\":[{s_first},");
        byte[] behind = Encoding.UTF8.GetBytes($"\",\n{s_last},{s_last}]}}");
        byte[] piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(junk, (1 << 16) / junk.Length)));
        GC.Collect();
        long held = GC.GetTotalMemory(forceFullCollection: true);

        Decoded decoded = Logs.Decode(new ActionSource(() => new JunkStream(before, piece, length / junk.Length * junk.Length, behind)));

        Assert.Equal([1, 2], Ports(decoded).Take(2));
        Assert.Equal([8, 9], Ports(decoded).TakeLast(2));
        Assert.InRange(decoded.Faults.Count(f => f.Kind == FlowFaultKind.DamagedJson), 1, 2);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - held, long.MinValue, 32 << 20);
    }

    [Theory]
    [InlineData("\"@@,")]
    [InlineData("}]}]},\"macAddress\":")]
    [InlineData("]},{\"time\":\"")]
    [InlineData("null,\"a\",")]
    public void Damage_beyond_what_is_held_in_memory_costs_what_it_took(string damage)
    {
        // Rule, MAC and the rest come last, so that the lists are read a second time.
        string[] lists = [.. Enumerable.Range(0, 60).Select(_ => $"{{\"flowTuples\":[{string.Join(',', Enumerable.Range(0, 2000).Select(i => $"\"{Tuple(i)}\""))}],\"mac\":\"000D3AF8801A\"}}")];
        string head = $"{{\"properties\":{{\"flows\":[{{\"flows\":[{string.Join(',', lists)}";
        string log = $"{{\"records\":[{head}]}}]}}}},{s_last}]}}";
        int at = log.LastIndexOf($"\"{Tuple(1000)}\"", StringComparison.Ordinal);
        var source = new MemorySource(Encoding.UTF8.GetBytes(log[..at] + damage + log[at..]));

        Decoded decoded = Logs.Decode(source);

        Assert.Equal(2, source.Opened);
        Assert.Equal(120_002, decoded.Flows.Count);
        Assert.Equal([8, 9], Ports(decoded).TakeLast(2));
        Assert.InRange(decoded.Faults.Count, 1, 2);
        Assert.All(decoded.Flows.Take(118_000), f => Assert.Equal("000D3AF8801A", f.MacAddress));
    }

    [Fact]
    public void Many_short_holes_cost_only_the_tuples_they_touch_and_their_neighbours()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(SmallLogs.Envelope([.. Enumerable.Range(0, 4000).Select(i => SmallLogs.NsgRecord([.. Enumerable.Range(0, 10).Select(Tuple)]))]));
        byte[] whole = [.. bytes];
        var random = new Random(20261124);
        for (int i = 0; i < 3000; i++)
        {
            bytes.AsSpan(random.Next(bytes.Length - 20), random.Next(1, 20)).Fill((byte)"\"{}[],\0"[random.Next(7)]);
        }

        int untouched = 0;
        foreach (FlowRecord flow in Logs.Decode(whole).Flows)
        {
            int begin = (int)flow.Offset - 1;
            int length = Array.IndexOf(whole, (byte)'"', begin + 1) + 1 - begin;
            untouched += whole.AsSpan(begin, length).SequenceEqual(bytes.AsSpan(begin, length)) ? 1 : 0;
        }

        Decoded decoded = Logs.Decode(bytes);

        Assert.InRange(decoded.Flows.Count, untouched - 40, 40_000);
    }

    private static IEnumerable<int> Ports(Decoded decoded) => decoded.Flows.Select(f => f.SourcePort);

    private static string Tuple(int port) => $"1700000000,10.0.0.1,10.0.0.2,{port},2,T,I,A";
}
