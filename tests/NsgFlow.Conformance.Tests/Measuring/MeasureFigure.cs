namespace NsgFlow.Conformance.Tests.Measuring;

/// <summary>A figure of a summary: its property, and its column in Summaries.sql.</summary>
internal sealed record MeasureFigure(string Property, string Column)
{
    public static IReadOnlyList<MeasureFigure> All { get; } =
    [
        new("Rows", "n_rows"), new("Flows", "n_flows"), new("Allowed", "n_allowed"), new("Denied", "n_denied"), new("Continued", "n_continued"),
        new("PacketsSent", "s_packets_sent"), new("BytesSent", "s_bytes_sent"),
        new("PacketsReceived", "s_packets_received"), new("BytesReceived", "s_bytes_received"),
        new("Packets", "s_packets"), new("Bytes", "s_bytes"), new("UnknownCounters", "n_unknown"),
        new("FirstSeen", "first_seen"), new("LastSeen", "last_seen"),
    ];

    /// <summary>The figures of an answer. Where flows are grouped by a counter, its property holds the key.</summary>
    public static IReadOnlyList<MeasureFigure> Of(MeasureQuestion question) => [.. All.Where(f => !question.Keys.Contains(f.Property))];

    /// <summary>The column where gaps are filled: counts are 0 there, what nobody saw is null.</summary>
    public string FilledColumn => Column.StartsWith("n_", StringComparison.Ordinal) ? "f_" + Column[2..] : Column;
}
