using System.Management.Automation;
using NsgFlow.Conformance.Tests.Duck;
using NsgFlow.Conformance.Tests.Logs;
using NsgFlow.Conformance.Tests.Measuring;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.Conformance.Tests.Connecting;

/// <summary>
/// Every connection that ConvertTo-NsgFlowConnection finds in the logs of a sample, with its ends, times and sums, is one
/// that a query with windows finds, and the other way round.
/// </summary>
public sealed class ConnectionTests(SampleLogs logs) : IClassFixture<SampleLogs>
{
    private static readonly string[] s_properties =
    [
        "ResourceId", "MacAddress", "Direction", "Protocol", "SourceAddress", "DestinationAddress", "SourcePort", "DestinationPort", "Decision",
        "Start", "End", "StartKind", "EndKind", "PacketsSent", "BytesSent", "PacketsReceived", "BytesReceived", "Records",
    ];

    /// <summary>Whether silence is a time-out or the end of the input depends on how far the interface's log goes; see its own tests.</summary>
    private static readonly string[] s_left = ["Superseded", "TimedOut", "StillOpen"];

    [Theory]
    [InlineData("param($paths) ConvertTo-NsgFlowConnection -Path $paths -ThrottleLimit 1")]
    [InlineData("param($paths) ConvertTo-NsgFlowConnection -Path $paths -ThrottleLimit 8")]
    [InlineData("param($paths) Get-NsgFlowLog -Path $paths | ConvertTo-NsgFlowConnection")]
    public void Every_connection_is_the_same(string script)
    {
        List<string> expected = [.. logs.Database.Query(SqlScript.Read("Connections")).Select(Line)];
        EngineResult result = logs.Session.Run(script, logs.Paths as object);
        Assert.Empty(result.ErrorIds);
        List<string> actual = [.. result.Output.Select(c => Line([.. s_properties.Select(p => Text(c, p))]))];
        expected.Sort(StringComparer.Ordinal);
        actual.Sort(StringComparer.Ordinal);
        List<string> missing = [.. expected.Except(actual).Take(3)];
        List<string> surplus = [.. actual.Except(expected).Take(3)];
        Assert.True(missing.Count + surplus.Count == 0, $"Only in the database:\n{string.Join('\n', missing)}\nonly in the module:\n{string.Join('\n', surplus)}");
        Assert.Equal(expected, actual);
    }

    private static string? Text(PSObject connection, string property)
    {
        string? text = PropertyText.Of(connection.Properties[property].Value);
        return property == "EndKind" && s_left.Contains(text) ? "Left" : text;
    }

    private static string Line(string?[] values) => string.Join(' ', values.Select((v, i) => $"{s_properties[i]}={v ?? "null"}"));
}
