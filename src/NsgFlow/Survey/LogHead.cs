using System.Text.Json;
using NsgFlow.Decoding;
using NsgFlow.Layout;

namespace NsgFlow.Survey;

/// <summary>What the beginning of a file tells: the first record of a flow log in it, or what the file holds instead.</summary>
internal sealed class LogHead
{
    /// <summary>How much is looked at.</summary>
    public const int Length = 64 * 1024;

    /// <summary>How deep records may lie in envelopes, as when a log is read.</summary>
    private const int DeepestNesting = 16;

    private RecordBuilder _record = new();
    private string? _flowMac;

    private LogHead()
    {
    }

    /// <summary>Null where no flow log was met.</summary>
    public FlowLogFamily? Family { get; private set; }

    /// <summary>What the first record is that is none of a flow log.</summary>
    public string? ForeignLog { get; private set; }

    /// <summary>When the first record was written.</summary>
    public DateTimeOffset? Time => Family is null ? null : _record.Time;

    public static LogHead Read(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        var head = new LogHead();
        var reader = new Utf8JsonReader(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes, isWhole, default);
        try
        {
            if (reader.Read())
            {
                head.ReadRecords(ref reader, depth: 0);
            }
        }
        catch (JsonException)
        {
            // Damaged, cut, or one record a line: what came before stands.
        }

        head.Family ??= FamilyByKeys(bytes);
        return head;
    }

    /// <summary>What a path in Azure's layout would tell of this log.</summary>
    public FlowLogPath ToPath(FlowLogPeriod? period)
    {
        bool isNetwork = Family == FlowLogFamily.VirtualNetwork;
        string? id = isNetwork ? _record.FlowLogResourceId : _record.ResourceId;
        string? mac = _record.MacAddress ?? _flowMac;
        return new FlowLogPath
        {
            Family = Family ?? FlowLogFamily.NetworkSecurityGroup,
            SubscriptionId = AzureResourceId.SubscriptionId(id),
            ResourceGroupName = AzureResourceId.ResourceGroupName(id),
            NetworkSecurityGroup = isNetwork ? null : AzureResourceId.NetworkSecurityGroup(id),
            FlowLogName = isNetwork ? AzureResourceId.FlowLog(id) : null,
            Region = isNetwork ? AzureResourceId.NetworkWatcherRegion(id) : null,
            MacAddress = mac is null ? null : MacAddressText.Normalize(mac),
            Period = period,
        };
    }

    /// <summary>In damaged bytes only the keys are left to go by.</summary>
    private static FlowLogFamily? FamilyByKeys(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf("\"flowRecords\""u8) >= 0 || bytes.IndexOf("\"flowGroups\""u8) >= 0 ? FlowLogFamily.VirtualNetwork
        : bytes.IndexOf("\"flowTuples\""u8) >= 0 ? FlowLogFamily.NetworkSecurityGroup
        : null;

    /// <summary>Reads the records in the object or array that the reader stands on; false where reading is over.</summary>
    private bool ReadRecords(ref Utf8JsonReader reader, int depth)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return ReadRecord(ref reader, depth);
        }

        if (reader.TokenType != JsonTokenType.StartArray || depth > DeepestNesting)
        {
            return reader.TrySkip();
        }

        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                return true;
            }

            if (!ReadRecords(ref reader, depth + 1))
            {
                return false;
            }
        }

        return false;
    }

    private bool ReadRecord(ref Utf8JsonReader reader, int depth)
    {
        RecordBuilder record = _record = new RecordBuilder();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            FlowKey key = FlowKeys.Find(reader.ValueSpan);
            if (!reader.Read() || !ReadValue(ref reader, record, key, depth))
            {
                break;
            }
        }

        if (record.IsEnvelope)
        {
            return Family is null && reader.TokenType == JsonTokenType.EndObject;
        }

        if (Family is null && ForeignLog is null && !LearnFromCategory(record) && reader.TokenType == JsonTokenType.EndObject)
        {
            ForeignLog = NsgFlow.Decoding.ForeignLog.Describe(record);
        }

        return Family is null && reader.TokenType == JsonTokenType.EndObject;
    }

    private bool ReadValue(ref Utf8JsonReader reader, RecordBuilder record, FlowKey key, int depth)
    {
        switch (key)
        {
            case FlowKey.Records when reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && depth < DeepestNesting:
                record.IsEnvelope = true;
                return ReadRecords(ref reader, depth + 1);
            case FlowKey.Properties when reader.TokenType == JsonTokenType.StartObject:
                return ReadProperties(ref reader);
            case FlowKey.FlowRecords when reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray:
                Family = FlowLogFamily.VirtualNetwork;
                return reader.TrySkip();
            case FlowKey.MetricName:
                record.HasMetricName = true;
                return reader.TrySkip();
            default:
                return reader.TokenType == JsonTokenType.String ? ReadText(ref reader, record, key) : reader.TrySkip();
        }
    }

    private static bool ReadText(ref Utf8JsonReader reader, RecordBuilder record, FlowKey key)
    {
        switch (key)
        {
            case FlowKey.Time:
                record.Time ??= RecordTime.TryParse(reader.GetString()!, out DateTimeOffset time) ? time : null;
                break;
            case FlowKey.Category:
                record.Category ??= reader.GetString();
                break;
            case FlowKey.ResourceId:
                record.ResourceId ??= reader.GetString();
                break;
            case FlowKey.FlowLogResourceId:
                record.FlowLogResourceId ??= reader.GetString();
                break;
            case FlowKey.Mac or FlowKey.MacAddress:
                record.MacAddress ??= reader.GetString();
                break;
        }

        return true;
    }

    /// <summary>The inner half of an NSG record; old ones name the network interface nowhere else.</summary>
    private bool ReadProperties(ref Utf8JsonReader reader)
    {
        int depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            FlowKey key = FlowKeys.Find(reader.ValueSpan);
            if (key is FlowKey.Flows)
            {
                Family ??= FlowLogFamily.NetworkSecurityGroup;
            }
            else if (key is FlowKey.FlowRecords)
            {
                Family ??= FlowLogFamily.VirtualNetwork;
            }
            else if (key is FlowKey.Mac or FlowKey.MacAddress && reader.Read() && reader.TokenType == JsonTokenType.String)
            {
                _flowMac ??= reader.GetString();
            }
        }

        return reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == depth;
    }

    private bool LearnFromCategory(RecordBuilder record)
    {
        if (NsgFlow.Decoding.ForeignLog.IsFlowLogCategory(record.Category))
        {
            Family = record.Category!.StartsWith("FlowLog", StringComparison.OrdinalIgnoreCase)
                ? FlowLogFamily.VirtualNetwork
                : FlowLogFamily.NetworkSecurityGroup;
        }

        return Family is not null;
    }
}
