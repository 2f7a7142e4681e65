using System.Text;
using NsgFlow.Decoding;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Decoding;

/// <summary>What may enclose records, and how keys and values may be written.</summary>
public sealed class ContainerTests
{
    private static readonly string s_first = SmallLogs.NsgRecord(Tuple(1));
    private static readonly string s_second = SmallLogs.VNetRecord("1700000000000,10.0.0.1,10.0.0.2,2,2,6,I,E,NX,1,2,3,4");

    public static TheoryData<string> Containers => new(
        $$"""{"records":[{{s_first}},{{s_second}}]}""",
        $"{s_first}{s_second}",
        $"{s_first}\n{s_second}\n",
        $"{s_first}\r\n{s_second}",
        $"\u001E{s_first}\n\u001E{s_second}\n",
        $"{s_first},{s_second}",
        $",{s_first},{s_second}",
        $"[{s_first},{s_second}]",
        $"[[{s_first}],[{s_second}]]",
        $$"""{"records":[{{s_first}}]}{"records":[{{s_second}}]}""",
        $$"""[{"records":[{{s_first}}]},{"records":[{{s_second}}]}]""",
        $$"""{"records":[{"records":[{{s_first}}]},{{s_second}}]}""",
        $$"""{"records":{"records":[{{s_first}},{{s_second}}] } }""",
        $$"""{"records":[{{s_first}},{"records": {{s_second}} }]}""",
        $$"""{"count":2,"next":null,"records":[{{s_first}},{{s_second}}],"x":{"records":[{}]} }""",
        $"\uFEFF{{\"records\":[{s_first},{s_second}]}}",
        $" \t\r\n[{s_first} \n , \t{s_second}\r]\n ");

    [Theory]
    [MemberData(nameof(Containers))]
    public void Records_are_found_in_whatever_encloses_them(string log)
    {
        Decoded decoded = Logs.Decode(log);

        Assert.Empty(decoded.Faults);
        Assert.Equal([(1, FlowLogKind.NsgV1), (2, FlowLogKind.VNetV4)], decoded.Flows.Select(f => (f.SourcePort, f.Kind)));
        Assert.Equal((2, 2, SourceEnd.Complete, false), (decoded.Summary.Records, decoded.Summary.Tuples, decoded.Summary.End, decoded.Summary.IsForeign));
        Assert.Equal(Encoding.UTF8.GetByteCount(log), decoded.Summary.Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData(" \r\n\t \n")]
    [InlineData("{\"records\":[]}")]
    [InlineData("[]")]
    public void Nothing_is_no_error_and_no_other_log(string log)
    {
        Decoded decoded = Logs.Decode(log);

        Assert.Empty(decoded.Flows);
        Assert.Empty(decoded.Faults);
        Assert.Equal((0, false, SourceEnd.Complete), (decoded.Summary.Records, decoded.Summary.IsForeign, decoded.Summary.End));
    }

    [Theory]
    [InlineData("""{"category":"NetworkSecurityGroupFlowEvent","properties":{"Version":2,"flows":[]}}""")]
    [InlineData("""{"category":"NetworkSecurityGroupFlowEvent","properties":{"Version":2}}""")]
    [InlineData("""{"category":"networksecuritygroupflowevent"}""")]
    [InlineData("""{"category":"FlowLogFlowEvent"}""")]
    [InlineData("""{"properties":{"flows":null}}""")]
    [InlineData("""{"properties":{"flows":[null,1,"x",[],{}]}}""")]
    [InlineData("""{"properties":{"flows":[{"rule":"r","flows":[]}]}}""")]
    [InlineData("""{"properties":{"flows":[{"rule":"r","flows":null}]}}""")]
    [InlineData("""{"properties":{"flows":[{"rule":null,"flows":[null,{"mac":null,"flowTuples":null}]}]}}""")]
    [InlineData("""{"flowRecords":null}""")]
    [InlineData("""{"flowRecords":{}}""")]
    [InlineData("""{"flowRecords":[]}""")]
    [InlineData("""{"flowRecords":{"flows":[]}}""")]
    [InlineData("""{"flowRecords":{"flows":[{"aclID":null,"flowGroups":[{"rule":null,"flowTuples":[]}]}]}}""")]
    public void A_record_without_tuples_is_a_record(string record)
    {
        Decoded decoded = Logs.Decode(SmallLogs.Envelope(record));

        Assert.Empty(decoded.Faults);
        Assert.Equal((1, 0, false), (decoded.Summary.Records, decoded.Summary.Tuples, decoded.Summary.IsForeign));
    }

    [Fact]
    public void FlowRecords_may_be_a_list()
    {
        string record = s_second.Replace("\"flowRecords\":{", "\"flowRecords\":[null,{", StringComparison.Ordinal)[..^1] + "]}";
        string log = SmallLogs.Envelope(record);

        FlowRecord flow = SmallLogs.Flow(Logs.Decode(log));

        Assert.Equal((FlowLogKind.VNetV4, SmallLogs.AclId), (flow.Kind, flow.AclId));
    }

    [Fact]
    public void Null_values_leave_their_properties_null()
    {
        const string log = """{"records":[{"time":null,"macAddress":null,"flowLogResourceID":null,"targetResourceID":null,"resourceId":null,"flowLogVersion":null,"category":null,"flowRecords":{"flows":[{"aclID":null,"flowGroups":[{"rule":null,"flowTuples":["1700000000000,10.0.0.1,10.0.0.2,2,2,6,I,E,NX,1,2,3,4"]}]}]}}]}""";

        FlowFields flow = FlowFields.Of(SmallLogs.Flow(Logs.Decode(log)));

        Assert.Equal(new FlowFields { Tuple = flow.Tuple, Source = "memory.json", Offset = flow.Offset }, flow);
    }

    [Fact]
    public void The_resource_id_of_a_virtual_network_record_stands_in_where_the_flow_log_has_none()
    {
        FlowRecord both = SmallLogs.Flow(Logs.Decode(SmallLogs.Envelope(s_second.Replace("{\"time\"", "{\"resourceId\":\"r\",\"time\"", StringComparison.Ordinal))));
        FlowRecord alone = SmallLogs.Flow(Logs.Decode(SmallLogs.Envelope(s_second.Replace("flowLogResourceID", "resourceId", StringComparison.Ordinal))));

        Assert.Equal((SmallLogs.FlowLogId, SmallLogs.FlowLogId), (both.ResourceId, alone.ResourceId));
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("unspecified")]
    [InlineData("")]
    public void An_ACL_that_names_no_NSG_is_kept_as_logged(string acl)
    {
        FlowRecord flow = SmallLogs.Flow(Logs.Decode(SmallLogs.Envelope(s_second.Replace(SmallLogs.AclId, acl, StringComparison.Ordinal))));

        Assert.Equal((acl, null), (flow.AclId, flow.NetworkSecurityGroup));
    }

    [Fact]
    public void The_first_of_two_equal_keys_counts()
    {
        string log = SmallLogs.Envelope(s_first.Replace("\"rule\":\"UserRule_SSH\"", "\"rule\":\"first\",\"RULE\":\"second\"", StringComparison.Ordinal));

        Assert.Equal("first", SmallLogs.Flow(Logs.Decode(log)).Rule);
    }

    [Fact]
    public void Versions_and_kinds_may_change_within_one_log()
    {
        string v2 = SmallLogs.NsgRecord("1700000000,10.0.0.1,10.0.0.2,3,2,T,I,A,B,,,,").Replace("\"properties\":{", "\"properties\":{\"Version\":2,", StringComparison.Ordinal);
        string v1 = s_first.Replace("\"properties\":{", "\"properties\":{\"Version\":1,", StringComparison.Ordinal);
        string v3 = s_second.Replace("\"flowRecords\"", "\"flowLogVersion\":3,\"flowRecords\"", StringComparison.Ordinal);

        Decoded decoded = Logs.Decode(SmallLogs.Envelope(v2, v1, v3, v2));

        Assert.Equal([FlowLogKind.NsgV2, FlowLogKind.NsgV1, FlowLogKind.VNetV4, FlowLogKind.NsgV2], decoded.Flows.Select(f => f.Kind));
        Assert.All(decoded.Flows, f => Assert.Equal(FlowDeviation.None, f.Deviation));
    }

    [Fact]
    public void A_log_still_being_written_ends_open_and_without_a_fault()
    {
        foreach (string end in new[] { "", ",", "\n", ",\n" })
        {
            Decoded decoded = Logs.Decode($"{{\"records\":[{s_first},{s_second}{end}");
            Assert.Empty(decoded.Faults);
            Assert.Equal((2, SourceEnd.Open), (decoded.Flows.Count, decoded.Summary.End));
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"x\":")]
    [InlineData("{\"records\":[")]
    [InlineData("{\"records\":")]
    [InlineData("{\"flowRecords\":")]
    [InlineData("{\"flowRecords\":[")]
    [InlineData("{\"properties\":{\"flows\":[")]
    [InlineData("{\"flows\":[")]
    [InlineData("{\"rule\":")]
    [InlineData("}")]
    [InlineData("]")]
    [InlineData("@{\"flows\":[")]
    [InlineData("@{\"rule\":{")]
    [InlineData("\"")]
    [InlineData("\\")]
    public void A_bomb_of_brackets_takes_little_memory_and_ends(string piece)
    {
        byte[] bomb = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)));
        Logs.Decode(bomb[..1000]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Decoded decoded = Logs.Decode(bomb);

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(bomb.Length, decoded.Summary.Bytes);
        Assert.Empty(decoded.Flows);
        Assert.True(allocated < 200_000_000, $"{allocated} bytes, {decoded.Faults.Count} faults");
    }

    [Fact]
    public void Deep_nesting_under_an_unknown_key_is_passed_over()
    {
        string deep = new string('[', 1_000_000) + new string(']', 1_000_000);
        string log = SmallLogs.Envelope(s_first.Replace("\"category\"", $"\"x\":{deep},\"category\"", StringComparison.Ordinal), s_second);

        Decoded decoded = Logs.Decode(log);

        Assert.Empty(decoded.Faults);
        Assert.Equal(2, decoded.Flows.Count);
    }

    [Fact]
    public void A_comma_too_many_or_too_few_is_reported_and_passed_over()
    {
        string tuples = $"\"{Tuple(1)}\",\"{Tuple(3)}\"";
        string log = SmallLogs.Envelope(SmallLogs.NsgRecord(Tuple(1), Tuple(3)), s_second);
        foreach (string damaged in new[]
        {
            log.Replace(tuples, tuples.Replace("\",\"", "\",,\"", StringComparison.Ordinal), StringComparison.Ordinal),
            log.Replace(tuples, tuples.Replace("\",\"", "\" \"", StringComparison.Ordinal), StringComparison.Ordinal),
            log.Replace(tuples, tuples + ",", StringComparison.Ordinal),
            log.Replace(tuples, "," + tuples, StringComparison.Ordinal),
            log.Replace(",\"category\"", "\"category\"", StringComparison.Ordinal),
            log.Replace("},{", "},,{", StringComparison.Ordinal),
        })
        {
            Decoded decoded = Logs.Decode(damaged);
            Assert.NotEmpty(decoded.Faults);
            Assert.All(decoded.Faults, f => Assert.Equal(FlowFaultKind.DamagedJson, f.Kind));
            Assert.Equal([1, 3, 2], decoded.Flows.Select(f => f.SourcePort));
            Assert.All(decoded.Flows, f => Assert.Equal(FlowDeviation.None, f.Deviation));
        }
    }

    private static string Tuple(int port) => $"1700000000,10.0.0.1,10.0.0.2,{port},2,T,I,A";
}
