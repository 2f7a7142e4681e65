namespace NsgFlow.PowerShell.Tests.Commands;

/// <summary>Small logs as text, for tests that need to know each byte.</summary>
internal static class LogText
{
    public const string NsgId = "/SUBSCRIPTIONS/11111111-2222-3333-4444-555555555555/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/WEB";

    /// <summary>An NSG log, version 2, of one record with one group.</summary>
    public static string Nsg(params string[] tuples) => "{\"records\":[" + NsgRecord(tuples) + "]}";

    public static string NsgRecord(params string[] tuples) =>
        "{\"time\":\"2026-01-15T09:00:05.1234567Z\",\"systemId\":\"x\",\"macAddress\":\"000D3A000001\","
        + "\"category\":\"NetworkSecurityGroupFlowEvent\",\"resourceId\":\"" + NsgId + "\",\"operationName\":\"NetworkSecurityGroupFlowEvents\","
        + "\"properties\":{\"Version\":2,\"flows\":[{\"rule\":\"UserRule_web\",\"flows\":[{\"mac\":\"000D3A000001\",\"flowTuples\":["
        + string.Join(',', tuples.Select(t => $"\"{t}\""))
        + "]}]}]}}";

    /// <summary>An allowed begin tuple; the number is its source port and the seconds behind nine o'clock.</summary>
    public static string Tuple(int number, int destinationPort = 443) =>
        FormattableString.Invariant($"{1768467600 + number},10.0.0.1,10.0.0.2,{number},{destinationPort},T,O,A,B,,,,");
}
