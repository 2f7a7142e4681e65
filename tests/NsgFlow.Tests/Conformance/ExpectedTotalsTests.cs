using System.Text.Json;
using NsgFlow.Decoding;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Conformance;

/// <summary>Real logs and documentation samples against totals that an independent reader counted.</summary>
public sealed class ExpectedTotalsTests
{
    [ConformanceFact]
    public void Every_file_gives_exactly_its_expected_totals()
    {
        using JsonDocument totals = JsonDocument.Parse(File.ReadAllBytes(ConformanceData.PathOf("expected-totals.json")));
        int files = 0;
        foreach (JsonProperty file in totals.RootElement.EnumerateObject())
        {
            Compare(file.Name, file.Value);
            files++;
        }

        Assert.True(files >= 7, $"only {files} files");
    }

    private static void Compare(string name, JsonElement expected)
    {
        string path = ConformanceData.PathOf(name);
        Decoded decoded = Logs.Decode(new FileFlowSource(path));
        List<FlowRecord> flows = decoded.Flows;
        Assert.Empty(decoded.Faults);
        Assert.Equal(SourceEnd.Complete, decoded.Summary.End);
        Assert.Equal(expected.GetProperty("flowRecords").GetInt64(), decoded.Summary.Records);
        Assert.Equal(expected.GetProperty("tuples").GetInt64(), decoded.Summary.Tuples);
        Assert.Equal(expected.GetProperty("tuples").GetInt32(), flows.Count);

        Counts(expected, "byState", flows, f => f.State switch
        {
            FlowState.Begin => "B",
            FlowState.Continue => "C",
            FlowState.End => "E",
            FlowState.Deny => "D",
            _ => "none",
        });
        Counts(expected, "byDecision", flows, f => f.Decision == FlowDecision.Deny ? "D" : "A");
        Counts(expected, "byProtocol", flows, f => ((byte)f.Protocol).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Counts(expected, "byDirection", flows, f => f.Direction == FlowDirection.Inbound ? "I" : "O");
        Counts(expected, "byRule", flows, f => f.Rule!);
        Assert.Equal(expected.GetProperty("macs").EnumerateArray().Select(m => m.GetString()), flows.Select(f => f.MacAddress).Distinct());

        Assert.Equal(expected.GetProperty("pktSent").GetInt64(), flows.Sum(f => f.PacketsSent ?? 0));
        Assert.Equal(expected.GetProperty("byteSent").GetInt64(), flows.Sum(f => f.BytesSent ?? 0));
        Assert.Equal(expected.GetProperty("pktRecv").GetInt64(), flows.Sum(f => f.PacketsReceived ?? 0));
        Assert.Equal(expected.GetProperty("byteRecv").GetInt64(), flows.Sum(f => f.BytesReceived ?? 0));
        Assert.Equal(expected.GetProperty("emptyCounters").GetInt64(), flows.Count(f => f.Kind == FlowLogKind.NsgV2 && f.BytesSent is null));
        Assert.Equal(expected.GetProperty("minTs").GetInt64(), flows.Min(f => f.Time.ToUnixTimeMilliseconds()));
        Assert.Equal(expected.GetProperty("maxTs").GetInt64(), flows.Max(f => f.Time.ToUnixTimeMilliseconds()));

        byte[] bytes = File.ReadAllBytes(path);
        Assert.Equal(expected.GetProperty("firstTuple").GetString(), TextAt(bytes, flows[0].Offset));
        Assert.Equal(expected.GetProperty("lastTuple").GetString(), TextAt(bytes, flows[^1].Offset));
    }

    private static void Counts(JsonElement expected, string property, List<FlowRecord> flows, Func<FlowRecord, string> key)
    {
        var wanted = expected.GetProperty(property).EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt32());
        Assert.Equal(wanted, flows.GroupBy(key).ToDictionary(g => g.Key, g => g.Count()));
    }

    private static string TextAt(byte[] bytes, long offset)
    {
        int begin = (int)offset;
        return System.Text.Encoding.UTF8.GetString(bytes, begin, Array.IndexOf(bytes, (byte)'"', begin) - begin);
    }
}
