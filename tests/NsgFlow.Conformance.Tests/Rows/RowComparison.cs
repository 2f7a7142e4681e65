using NsgFlow.Conformance.Tests.Logs;
using NsgFlow.Conformance.Tests.Measuring;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.Conformance.Tests.Rows;

/// <summary>Compares what the database and Get-NsgFlowLog read, flow by flow and field by field.</summary>
internal static class RowComparison
{
    private static readonly (string Property, string Sql)[] s_fields =
    [
        ("Source", "source"), ("Offset", "byte_offset"), ("Time", "time_ms * 10000"),
        ("SourceAddress", "source_address"), ("DestinationAddress", "destination_address"),
        ("SourcePort", "source_port"), ("DestinationPort", "destination_port"), ("Protocol", "protocol"),
        ("Direction", "direction"), ("Decision", "decision"), ("State", "state"), ("Encryption", "encryption"),
        ("PacketsSent", "packets_sent"), ("BytesSent", "bytes_sent"),
        ("PacketsReceived", "packets_received"), ("BytesReceived", "bytes_received"),
        ("Rule", "rule"), ("NetworkSecurityGroup", "network_security_group"), ("AclId", "acl_id"),
        ("ResourceId", "resource_id"), ("TargetResourceId", "target_resource_id"), ("MacAddress", "mac"),
        ("Kind", "kind"), ("RecordTime", "record_ticks"), ("Deviation", "deviation"),
    ];

    public static void Run(LogSet logs)
    {
        List<string?[]> expected = logs.Database.Query(
            $"SELECT {string.Join(", ", s_fields.Select(f => f.Sql))} FROM flows ORDER BY source_index, row_no");
        EngineResult read = logs.Session.Run("param($paths) Get-NsgFlowLog -Path $paths", logs.Paths as object);
        Assert.Empty(read.ErrorIds);
        Assert.Equal(expected.Count, read.Output.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            for (int field = 0; field < s_fields.Length; field++)
            {
                string? actual = PropertyText.Of(read.Output[i].Properties[s_fields[field].Property].Value);
                Assert.True(
                    expected[i][field] == actual,
                    $"{s_fields[field].Property} of flow {i} is {actual ?? "null"}, in the database {expected[i][field] ?? "null"}; {read.Output[i]} in {expected[i][0]} at {expected[i][1]}");
            }
        }
    }
}
