using System.Text.Json;

namespace NsgFlow.Sampling.Defects;

/// <summary>Writes the part of a truth that is about defects.</summary>
internal static class DefectTruthJson
{
    public static void WriteExpected(Utf8JsonWriter json, ExpectedTotals expected)
    {
        json.WriteStartObject("expected");
        json.WriteNumber("tuples", expected.Tuples);
        SampleTruthJson.WriteCounts(json, "byState", expected.ByState);
        SampleTruthJson.WriteCounts(json, "byDecision", expected.ByDecision);
        SampleTruthJson.WriteCounts(json, "byProtocol", expected.ByProtocol);
        SampleTruthJson.WriteCounts(json, "byDirection", expected.ByDirection);
        SampleTruthJson.WriteCounts(json, "byKind", expected.ByKind);
        SampleTruthJson.WriteCounts(json, "byDeviation", expected.ByDeviation);
        json.WriteNumber("pktSent", expected.PacketsSent);
        json.WriteNumber("byteSent", expected.BytesSent);
        json.WriteNumber("pktRecv", expected.PacketsReceived);
        json.WriteNumber("byteRecv", expected.BytesReceived);
        json.WriteNumber("withoutCounters", expected.WithoutCounters);
        json.WriteEndObject();
    }

    public static void WriteFile(Utf8JsonWriter json, FileTruth file)
    {
        json.WriteNumber("errors", file.Errors);
        json.WriteNumber("lost", file.Lost);
        json.WriteNumber("wholeRecords", file.Records);
        json.WriteNumber("foreignRecords", file.ForeignRecords);
        json.WriteString("end", file.End.ToString());
        WriteExpected(json, file.Expected);
        json.WriteStartArray("defects");
        foreach (SamplePlant plant in file.Plants)
        {
            WritePlant(json, plant);
        }

        json.WriteEndArray();
    }

    private static void WritePlant(Utf8JsonWriter json, SamplePlant plant)
    {
        json.WriteStartObject();
        json.WriteString("defect", plant.Defect.ToString());
        if (plant.Form is not null)
        {
            json.WriteString("form", plant.Form);
        }

        json.WriteNumber("offset", plant.Offset);
        json.WriteNumber("length", plant.Length);
        json.WriteNumber("removed", plant.Removed);
        json.WriteString("deviation", plant.Deviation.ToString());
        json.WriteNumber("marked", plant.Marked);
        json.WriteStartArray("errors");
        foreach (SampleTupleError error in plant.Errors)
        {
            json.WriteStartObject();
            json.WriteNumber("offset", error.Offset);
            json.WriteString("text", error.Text);
            json.WriteString("reason", error.Reason.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("lost", plant.Lost);
        json.WriteNumber("incomplete", plant.Incomplete);
        if (plant.Report is { } report)
        {
            json.WriteNumber("reportFrom", report.From);
            json.WriteNumber("reportTo", report.To);
        }

        json.WriteEndObject();
    }
}
