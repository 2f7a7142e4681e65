using System.Net;

namespace NsgFlow.Tests.Analysis.Stitching;

/// <summary>Ids as the specification's baseline has them, and those that flow logs cannot give.</summary>
public sealed class CommunityIdTests
{
    [Theory]
    [InlineData("128.232.110.120", 34855, "66.35.250.204", 80, 6, "1:LQU9qZlK+B5F3KDmev6m5PMibrg=")]
    [InlineData("192.168.1.52", 54585, "8.8.8.8", 53, 17, "1:d/FP5EW3wiY1vCndhwleRRKHowQ=")]
    [InlineData("192.168.170.8", 7, "192.168.170.56", 80, 132, "1:jQgCxbku+pNGw8WPbEc/TS/uTpQ=")]
    [InlineData("2001:470:e5bf:dead:4957:2174:e82c:4887", 63943, "2607:f8b0:400c:c03::1a", 25, 6, "1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=")]
    public void Ids_are_those_of_the_specification_in_both_directions(string source, int sourcePort, string destination, int destinationPort, int protocol, string expected)
    {
        FlowAddress one = FlowAddress.From(IPAddress.Parse(source));
        FlowAddress other = FlowAddress.From(IPAddress.Parse(destination));

        Assert.Equal(expected, CommunityId.Of(one, other, (ushort)sourcePort, (ushort)destinationPort, (FlowProtocol)protocol));
        Assert.Equal(expected, CommunityId.Of(other, one, (ushort)destinationPort, (ushort)sourcePort, (FlowProtocol)protocol));
    }

    [Fact]
    public void The_ports_order_flows_of_a_host_with_itself()
    {
        FlowAddress host = FlowAddress.FromIPv4(0x0A000001);

        Assert.Equal(CommunityId.Of(host, host, 5, 80, FlowProtocol.TCP), CommunityId.Of(host, host, 80, 5, FlowProtocol.TCP));
        Assert.NotEqual(CommunityId.Of(host, host, 5, 80, FlowProtocol.TCP), CommunityId.Of(host, host, 5, 81, FlowProtocol.TCP));
    }

    [Fact]
    public void Protocols_without_ports_have_no_ports_in_their_ids()
    {
        FlowAddress one = FlowAddress.FromIPv4(0x0A000001);
        FlowAddress other = FlowAddress.FromIPv4(0x0A000002);

        Assert.Equal(CommunityId.Of(one, other, 0, 0, FlowProtocol.GRE), CommunityId.Of(other, one, 7, 9, FlowProtocol.GRE));
    }

    [Fact]
    public void There_is_none_where_it_needs_what_no_flow_log_has()
    {
        FlowAddress one = FlowAddress.FromIPv4(0x0A000001);

        Assert.Null(CommunityId.Of(one, one, 8, 0, FlowProtocol.ICMP));
        Assert.Null(CommunityId.Of(FlowAddress.FromIPv6(1), FlowAddress.FromIPv6(2), 8, 0, FlowProtocol.ICMPv6));
        Assert.Null(CommunityId.Of(one, FlowAddress.FromIPv6(1), 5, 80, FlowProtocol.TCP));
    }
}
