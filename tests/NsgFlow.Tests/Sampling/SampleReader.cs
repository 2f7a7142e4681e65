using System.Text.Json;

namespace NsgFlow.Tests.Sampling;

/// <summary>A plain reader of generated logs that shares no code with the generator or the decoder.</summary>
internal sealed class SampleReader
{
    public List<ReadRecord> Records { get; } = [];

    public List<ReadTuple> Tuples { get; } = [];

    public long Bytes { get; private set; }

    public static SampleReader Read(GeneratedSample sample)
    {
        var reader = new SampleReader();
        foreach ((string path, byte[] bytes) in sample.Files)
        {
            reader.Read(path, bytes);
        }

        return reader;
    }

    private void Read(string path, byte[] bytes)
    {
        Bytes += bytes.Length;
        using JsonDocument document = JsonDocument.Parse(bytes);
        JsonProperty only = Assert.Single(document.RootElement.EnumerateObject());
        Assert.Equal("records", only.Name);
        foreach (JsonElement record in only.Value.EnumerateArray())
        {
            var read = new ReadRecord(
                path,
                record.GetProperty("time").GetString()!,
                record.GetProperty("macAddress").GetString()!,
                [.. record.EnumerateObject().Select(p => p.Name)],
                record.GetRawText().Length,
                Version(record));
            Records.Add(read);
            if (record.TryGetProperty("flowRecords", out JsonElement vnet))
            {
                foreach (JsonElement acl in vnet.GetProperty("flows").EnumerateArray())
                {
                    foreach (JsonElement group in acl.GetProperty("flowGroups").EnumerateArray())
                    {
                        AddTuples(read, group, acl.GetProperty("aclID").GetString()!, group.GetProperty("rule").GetString()!);
                    }
                }
            }
            else
            {
                foreach (JsonElement rule in record.GetProperty("properties").GetProperty("flows").EnumerateArray())
                {
                    foreach (JsonElement nic in rule.GetProperty("flows").EnumerateArray())
                    {
                        Assert.Equal(read.Mac, nic.GetProperty("mac").GetString());
                        AddTuples(read, nic, record.GetProperty("resourceId").GetString()!, rule.GetProperty("rule").GetString()!);
                    }
                }
            }
        }
    }

    private static string Version(JsonElement record) => record.TryGetProperty("flowLogVersion", out JsonElement version)
        ? "VNet-" + version.GetRawText()
        : "NSG-" + record.GetProperty("properties").GetProperty("Version").GetRawText();

    private void AddTuples(ReadRecord record, JsonElement holder, string aclId, string rule)
    {
        long group = Tuples.Count;
        foreach (JsonElement tuple in holder.GetProperty("flowTuples").EnumerateArray())
        {
            string text = tuple.GetString()!;
            Tuples.Add(new ReadTuple(record, aclId, rule, group, text, text.Split(',')));
        }
    }
}

internal sealed record ReadRecord(string Path, string Time, string Mac, string[] Keys, int Length, string Version)
{
    public DateTimeOffset Written => DateTimeOffset.Parse(Time, System.Globalization.CultureInfo.InvariantCulture);
}

/// <param name="Record">The record it stands in.</param>
/// <param name="AclId">The rule set.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Group">A number that tuples of one list share.</param>
/// <param name="Text">As written.</param>
/// <param name="Fields">Between its commas.</param>
internal sealed record ReadTuple(ReadRecord Record, string AclId, string Rule, long Group, string Text, string[] Fields)
{
    public bool IsVNet => Record.Version == "VNet-4";

    public long Milliseconds => long.Parse(Fields[0], System.Globalization.CultureInfo.InvariantCulture) * (IsVNet ? 1 : 1000);

    public string State => IsVNet ? Fields[7] : Fields.Length == 8 ? "none" : Fields[8];

    public string Decision => IsVNet ? (Fields[7] == "D" ? "D" : "A") : Fields[7];

    public string Protocol => Fields[5] switch { "T" => "6", "U" => "17", string number => number };

    /// <summary>Sent packets and bytes, received packets and bytes; null when empty or not in the format.</summary>
    public long?[] Counters => Fields.Length < 13
        ? [null, null, null, null]
        : [.. Fields[9..13].Select(f => f.Length == 0 ? (long?)null : long.Parse(f, System.Globalization.CultureInfo.InvariantCulture))];

    public string FlowKey => string.Join(',', Record.Mac, Fields[1], Fields[2], Fields[3], Fields[4], Fields[5]);
}
