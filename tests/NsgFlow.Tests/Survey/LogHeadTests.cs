using System.Text;
using NsgFlow.Layout;
using NsgFlow.Survey;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Survey;

public sealed class LogHeadTests
{
    private static readonly DateTimeOffset s_time = DateTimeOffset.Parse("2026-01-02T03:04:05.1234567Z", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void An_NSG_log_tells_its_group_and_interface()
    {
        LogHead head = Read(SmallLogs.Envelope(SmallLogs.NsgRecord("1767323045,10.0.0.1,10.0.0.2,1,443,T,O,A,B,,,,")));
        FlowLogPath path = head.ToPath(period: null);

        Assert.Equal(FlowLogFamily.NetworkSecurityGroup, head.Family);
        Assert.Equal(s_time, head.Time);
        Assert.Equal("11111111-2222-3333-4444-555555555555", path.SubscriptionId);
        Assert.Equal("RG", path.ResourceGroupName);
        Assert.Equal("WEB-NSG", path.NetworkSecurityGroup);
        Assert.Null(path.FlowLogName);
        Assert.Equal("000D3AF8801A", path.MacAddress);
    }

    [Fact]
    public void A_virtual_network_log_tells_its_flow_log_and_region()
    {
        FlowLogPath path = Read("[" + SmallLogs.VNetRecord() + "]").ToPath(period: null);

        Assert.Equal(FlowLogFamily.VirtualNetwork, path.Family);
        Assert.Equal("FL", path.FlowLogName);
        Assert.Null(path.Region);
        Assert.Null(path.NetworkSecurityGroup);
        Assert.Equal("6045BDEC2532", path.MacAddress);
        Assert.Equal("EASTUS", Read(SmallLogs.VNetRecord().Replace("NW_EASTUS", "NETWORKWATCHER_EASTUS", StringComparison.Ordinal)).ToPath(null).Region);
    }

    [Fact]
    public void Every_cut_behind_the_first_keys_still_tells_the_kind()
    {
        string log = SmallLogs.Envelope(SmallLogs.NsgRecord("1767323045,10.0.0.1,10.0.0.2,1,443,T,O,A,B,,,,"));
        int flows = log.IndexOf("\"flows\"", StringComparison.Ordinal) + "\"flows\":[".Length;

        Assert.All(Enumerable.Range(flows, log.Length - flows), length =>
            Assert.Equal(FlowLogFamily.NetworkSecurityGroup, LogHead.Read(Encoding.UTF8.GetBytes(log[..length]), isWhole: false).Family));
    }

    [Theory]
    [InlineData("""{"Records":{"Properties":{"FLOWS":[{"flows":[{"mac":"000d3af8801a","flowTuples":[]}]}]}}}""", "000D3AF8801A")]
    [InlineData("""{"records":[{"category":"AuditEvent"},{"properties":{"flows":[]},"macAddress":"000D3AF8801A"}]}""", "000D3AF8801A")]
    [InlineData("""{"category":"NetworkSecurityGroupFlowEvent"}""", null)]
    [InlineData("""garbage "flowTuples":["1767323045,""", null)]
    public void Other_orders_cases_and_neighbours_are_seen_through(string log, string? mac)
    {
        LogHead head = Read(log);

        Assert.Equal(FlowLogFamily.NetworkSecurityGroup, head.Family);
        Assert.Equal(mac, head.ToPath(null).MacAddress);
    }

    [Theory]
    [InlineData("""{"records":[{"category":"AuditEvent","properties":{}}]}""", "a Key Vault audit log (category AuditEvent)")]
    [InlineData("""[{"metricName":"x"}]""", "platform metrics")]
    [InlineData("""{"a":{"b":[1,2]}}""", "JSON without flow log records")]
    [InlineData("no JSON", null)]
    [InlineData("", null)]
    public void What_is_no_flow_log_is_named_where_it_can_be(string text, string? expected)
    {
        LogHead head = Read(text);

        Assert.Null(head.Family);
        Assert.Equal(expected, head.ForeignLog);
    }

    private static LogHead Read(string text) => LogHead.Read(Encoding.UTF8.GetBytes(text), isWhole: true);
}
