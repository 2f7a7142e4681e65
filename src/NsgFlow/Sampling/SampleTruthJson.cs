using System.Buffers;
using System.Globalization;
using System.Text.Json;
using NsgFlow.Sampling.Defects;

namespace NsgFlow.Sampling;

/// <summary>Writes a truth as JSON, the same bytes on every system.</summary>
internal static class SampleTruthJson
{
    public const string FileName = "sample.truth";

    public static void Write(SampleTruth truth, Stream to)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            WriteOptions(json, truth.Options);
            WriteTotals(json, truth);
            if (truth.Expected is { } expected)
            {
                DefectTruthJson.WriteExpected(json, expected);
            }

            WriteFiles(json, truth.Files);
            json.WriteEndObject();
        }

        // The writer of .NET 8 breaks lines as the system does; within a JSON string no raw CR can occur.
        ReadOnlySpan<byte> rest = buffer.WrittenSpan;
        for (int cr = rest.IndexOf((byte)'\r'); cr >= 0; cr = rest.IndexOf((byte)'\r'))
        {
            to.Write(rest[..cr]);
            rest = rest[(cr + 1)..];
        }

        to.Write(rest);
        to.WriteByte((byte)'\n');
    }

    private static void WriteOptions(Utf8JsonWriter json, SampleOptions options)
    {
        json.WriteStartObject("options");
        json.WriteStartArray("kinds");
        foreach (FlowLogKind kind in options.Kinds)
        {
            json.WriteStringValue(kind.ToString());
        }

        json.WriteEndArray();
        json.WriteNumber("seed", options.Seed);
        json.WriteString("startTime", DateTime.UnixEpoch.AddMinutes(options.StartMinute).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        json.WriteNumber("minutes", options.Minutes);
        json.WriteNumber("nics", options.NicCount);
        json.WriteNumber("size", options.Size);
        if (options.Defects.Count > 0)
        {
            json.WriteStartArray("defects");
            foreach (SampleDefect defect in options.Defects.Order())
            {
                json.WriteStringValue(defect.ToString());
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteTotals(Utf8JsonWriter json, SampleTruth truth)
    {
        json.WriteNumber("documents", truth.Documents);
        json.WriteNumber("records", truth.Records);
        json.WriteNumber("flowRecords", truth.Records);
        json.WriteNumber("tuples", truth.Tuples);
        WriteCounts(json, "byState", truth.ByState);
        WriteCounts(json, "byDecision", truth.ByDecision);
        WriteCounts(json, "byProtocol", truth.ByProtocol);
        WriteCounts(json, "byDirection", truth.ByDirection);
        WriteCounts(json, "byRule", truth.ByRule);
        WriteCounts(json, "byVersion", truth.ByVersion);
        json.WriteStartArray("macs");
        foreach (string mac in truth.Macs)
        {
            json.WriteStringValue(mac);
        }

        json.WriteEndArray();
        json.WriteNumber("pktSent", truth.PacketsSent);
        json.WriteNumber("byteSent", truth.BytesSent);
        json.WriteNumber("pktRecv", truth.PacketsReceived);
        json.WriteNumber("byteRecv", truth.BytesReceived);
        json.WriteNumber("emptyCounters", truth.EmptyCounters);
        json.WriteString("firstTuple", truth.FirstTuple);
        json.WriteString("lastTuple", truth.LastTuple);
        json.WriteNumber("minTs", truth.FirstTime);
        json.WriteNumber("maxTs", truth.LastTime);
    }

    public static void WriteCounts(Utf8JsonWriter json, string name, SortedDictionary<string, long> counts)
    {
        json.WriteStartObject(name);
        foreach (KeyValuePair<string, long> count in counts)
        {
            json.WriteNumber(count.Key, count.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteFiles(Utf8JsonWriter json, List<SampleTruthFile> files)
    {
        json.WriteStartArray("files");
        foreach (SampleTruthFile file in files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteNumber("length", file.Length);
            json.WriteNumber("tuples", file.Tuples);
            if (file.Defects is not null)
            {
                DefectTruthJson.WriteFile(json, file.Defects);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
