using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Decoding;

/// <summary>Files that are no flow logs: told as what they are, never taken for damaged ones without a word.</summary>
public sealed class ForeignLogTests
{
    private const string KeyVault = """{"time":"2024-01-01T00:00:00Z","category":"AuditEvent","operationName":"SecretGet","resourceId":"/SUBSCRIPTIONS/S/RESOURCEGROUPS/R/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/V","properties":{"id":"https://v.vault.azure.net/secrets/s","httpStatusCode":200},"identity":{"claim":{}}}""";
    private const string Metric = """{"count":4,"total":4,"minimum":1,"maximum":1,"average":1,"resourceId":"/SUBSCRIPTIONS/S","time":"2024-01-01T00:00:00Z","metricName":"Transactions","timeGrain":"PT1M"}""";
    private const string Activity = """{"time":"2024-01-01T00:00:00Z","resourceId":"/SUBSCRIPTIONS/S","operationName":"MICROSOFT.COMPUTE/VIRTUALMACHINES/WRITE","category":"Administrative","properties":{"eventCategory":"Administrative"}}""";

    [Theory]
    [InlineData(KeyVault, 1, "a Key Vault audit log (category AuditEvent)")]
    [InlineData(KeyVault + "\n" + KeyVault + "\n", 2, "a Key Vault audit log (category AuditEvent)")]
    [InlineData("{\"records\":[" + KeyVault + "," + Metric + "]}", 2, "a Key Vault audit log (category AuditEvent)")]
    [InlineData(Metric + "\r\n" + Metric, 2, "platform metrics")]
    [InlineData("[" + Activity + "]", 1, "an activity log (category Administrative)")]
    [InlineData("""{"category":"AzureFirewallNetworkRule"}""", 1, "a log of category AzureFirewallNetworkRule")]
    [InlineData("""{"category":"a\u001b[31mb"}""", 1, "a log of category a?[31mb")]
    [InlineData("""{"documents":1,"records":8,"tuples":153,"byState":{"E":39}}""", 1, "JSON without flow log records")]
    [InlineData("{}", 1, "JSON without flow log records")]
    [InlineData("[1,2,3]", 3, "JSON without flow log records")]
    [InlineData("""["a",null]""", 2, "JSON without flow log records")]
    [InlineData("""{"records":[1,"x",[2]]}""", 3, "JSON without flow log records")]
    public void JSON_of_another_kind_is_named(string log, int records, string name)
    {
        Decoded decoded = Logs.Decode(log);

        Assert.Empty(decoded.Faults);
        Assert.Empty(decoded.Flows);
        Assert.Equal((true, (long)records, name), (decoded.Summary.IsForeign, decoded.Summary.ForeignRecords, decoded.Summary.ForeignLog));
    }

    [Fact]
    public void A_long_category_is_cut()
    {
        Decoded decoded = Logs.Decode($$"""{"category":"{{new string('c', 5000)}}"}""");

        Assert.Equal($"a log of category {new string('c', 64)}…", decoded.Summary.ForeignLog);
    }

    [Theory]
    [InlineData("This is plain text.\nWith two lines.\n")]
    [InlineData("time,source,destination\n1700000000,10.0.0.1,10.0.0.2\n")]
    [InlineData("<xml><a/></xml>")]
    [InlineData("42")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    public void Text_that_is_no_JSON_of_records_is_foreign_and_no_damage(string text)
    {
        Decoded decoded = Logs.Decode(text);

        Assert.True(decoded.Summary.IsForeign);
        Assert.Null(decoded.Summary.ForeignLog);
        Assert.Empty(decoded.Faults);
    }

    [Fact]
    public void Text_in_UTF_16_is_named_for_what_it_is()
    {
        byte[] bytes = [.. System.Text.Encoding.Unicode.GetPreamble(), .. System.Text.Encoding.Unicode.GetBytes("{\"records\":[]}")];

        Decoded decoded = Logs.Decode(bytes);

        Assert.True(decoded.Summary.IsForeign);
        Assert.Contains("UTF-16", decoded.Summary.ForeignLog, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_is_foreign()
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, .. Enumerable.Range(0, 5000).Select(i => (byte)(i * 31))];

        Decoded decoded = Logs.Decode(png);

        Assert.True(decoded.Summary.IsForeign);
        Assert.Empty(decoded.Faults);
    }

    [Fact]
    public void One_flow_record_among_others_makes_it_a_flow_log()
    {
        Decoded decoded = Logs.Decode(KeyVault + "\n" + SmallLogs.NsgRecord("1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A") + "\n" + Metric);

        Assert.Single(decoded.Flows);
        Assert.Equal((false, 2, 1), (decoded.Summary.IsForeign, decoded.Summary.ForeignRecords, decoded.Summary.Records));
    }
}
