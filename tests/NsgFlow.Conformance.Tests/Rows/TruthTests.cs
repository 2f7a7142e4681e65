using System.Text.Json;
using NsgFlow.Conformance.Tests.Logs;

namespace NsgFlow.Conformance.Tests.Rows;

/// <summary>The database against totals that neither it nor the module counted: what is compared with it stands on firm ground.</summary>
public sealed class TruthTests(FlatLogs sample, RealLogs real) : IClassFixture<FlatLogs>, IClassFixture<RealLogs>
{
    private static readonly (string Name, string Sql)[] s_sums =
    [
        ("tuples", "count(*)"), ("pktSent", "sum(packets_sent)"), ("byteSent", "sum(bytes_sent)"),
        ("pktRecv", "sum(packets_received)"), ("byteRecv", "sum(bytes_received)"), ("minTs", "min(time_ms)"), ("maxTs", "max(time_ms)"),
        ("emptyCounters", "count(*) FILTER (kind = 'NsgV2' AND bytes_sent IS NULL)"),
    ];

    private static readonly (string Name, string Sql)[] s_counts =
    [
        ("byState", "CASE state WHEN 'None' THEN 'none' ELSE left(state, 1) END"), ("byDecision", "left(decision, 1)"),
        ("byProtocol", "protocol::VARCHAR"), ("byDirection", "left(direction, 1)"), ("byRule", "rule"),
    ];

    [Fact]
    public void A_sample_has_the_totals_that_were_counted_while_it_was_written()
    {
        _ = sample.Files;
        using JsonDocument truth = JsonDocument.Parse(sample.Truth);
        Compare(sample, truth.RootElement, FlatLogs.IsFirst);
    }

    [RealLogsFact]
    public void Real_logs_have_the_totals_that_another_reader_counted()
    {
        using JsonDocument totals = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(RealLogs.Root!, RealLogs.Totals)));
        foreach (JsonProperty file in totals.RootElement.EnumerateObject())
        {
            Compare(real, file.Value, $"source = '{Path.Combine(RealLogs.Root!, file.Name).Replace("'", "''")}'");
        }
    }

    private static void Compare(LogSet logs, JsonElement expected, string where)
    {
        foreach ((string name, string sql) in s_sums)
        {
            string? sum = logs.Database.Query($"SELECT coalesce({sql}, 0) FROM flows WHERE {where}")[0][0];
            Assert.Equal((where, name, expected.GetProperty(name).GetRawText()), (where, name, sum));
        }

        foreach ((string name, string sql) in s_counts)
        {
            var counts = logs.Database.Query($"SELECT {sql}, count(*) FROM flows WHERE {where} GROUP BY ALL").ToDictionary(r => r[0]!, r => r[1]);
            Assert.Equal(expected.GetProperty(name).EnumerateObject().ToDictionary(p => p.Name, p => (string?)p.Value.GetRawText()), counts);
        }
    }
}
