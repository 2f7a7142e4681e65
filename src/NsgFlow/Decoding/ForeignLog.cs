namespace NsgFlow.Decoding;

/// <summary>Names the log that a record belongs to when it is no flow log: Azure calls many of them PT1H.json.</summary>
internal static class ForeignLog
{
    /// <summary>What JSON is called that has nothing of an Azure log.</summary>
    public const string WithoutRecords = "JSON without flow log records";

    private const int LongestCategory = 64;

    private static readonly HashSet<string> s_activityLog = new(StringComparer.OrdinalIgnoreCase)
    {
        "Administrative", "ServiceHealth", "ResourceHealth", "Alert", "Autoscale", "Recommendation", "Security", "Policy",
    };

    public static bool IsFlowLogCategory(string? category) =>
        category is not null
        && (category.Equals("NetworkSecurityGroupFlowEvent", StringComparison.OrdinalIgnoreCase)
            || category.Equals("FlowLogFlowEvent", StringComparison.OrdinalIgnoreCase));

    public static string Describe(RecordBuilder record)
    {
        if (record.HasMetricName)
        {
            return "platform metrics";
        }

        if (record.Category is not { Length: > 0 } category)
        {
            return WithoutRecords;
        }

        string name = Printable(category);
        if (category.Equals("AuditEvent", StringComparison.OrdinalIgnoreCase))
        {
            return $"a Key Vault audit log (category {name})";
        }

        return s_activityLog.Contains(category)
            ? $"an activity log (category {name})"
            : $"a log of category {name}";
    }

    private static string Printable(string text)
    {
        string cut = text.Length > LongestCategory ? text[..LongestCategory] + "…" : text;
        return string.Concat(cut.Select(c => char.IsControl(c) ? '?' : c));
    }
}
