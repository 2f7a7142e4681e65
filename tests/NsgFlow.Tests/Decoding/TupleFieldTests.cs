using NsgFlow.Tests.Support;
using NsgFlow.Tuples;

namespace NsgFlow.Tests.Decoding;

/// <summary>What a field takes and what it refuses: time, ports, protocol, direction, decision and state.</summary>
public sealed class TupleFieldTests
{
    [Theory]
    [InlineData("978307200", "2001-01-01T00:00:00.000Z")]
    [InlineData("4133980799", "2100-12-31T23:59:59.000Z")]
    [InlineData("978307200000", "2001-01-01T00:00:00.000Z")]
    [InlineData("4133980799999", "2100-12-31T23:59:59.999Z")]
    [InlineData("1700000000", "2023-11-14T22:13:20.000Z")]
    [InlineData("1700000000123", "2023-11-14T22:13:20.123Z")]
    [InlineData("00001700000000", "2023-11-14T22:13:20.000Z")]
    public void Times_from_2001_to_2100_are_seconds_or_milliseconds_by_their_size(string text, string time)
    {
        FlowRecord flow = SmallLogs.Flow(SmallLogs.Nsg($"{text},10.0.0.1,10.0.0.2,1,2,T,I,A"));

        Assert.Equal(time, flow.Time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.Zero, flow.Time.Offset);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("978307199")]
    [InlineData("4133980800")]
    [InlineData("99999999999")]
    [InlineData("100000000000")]
    [InlineData("978307199999")]
    [InlineData("4133980800000")]
    [InlineData("1700000000000000")]
    [InlineData("9223372036854775807")]
    public void Times_outside_are_out_of_range(string text) =>
        Assert.Equal(TupleFault.TimeRange, Fault($"{text},10.0.0.1,10.0.0.2,1,2,T,I,A"));

    [Theory]
    [InlineData("")]
    [InlineData(" 1700000000")]
    [InlineData("1700000000 ")]
    [InlineData("+1700000000")]
    [InlineData("-1700000000")]
    [InlineData("1700000000.5")]
    [InlineData("1.7e9")]
    [InlineData("0x6553F100")]
    [InlineData("2023-11-14T22:13:20Z")]
    [InlineData("9223372036854775808")]
    [InlineData("17000000000000000000000000")]
    [InlineData("17000000:0")]
    [InlineData("１７００００００００")]
    [InlineData("t")]
    public void What_is_no_number_is_no_time(string text) =>
        Assert.Equal(TupleFault.Time, Fault($"{text},10.0.0.1,10.0.0.2,1,2,T,I,A"));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    [InlineData("65535", 65535)]
    [InlineData("00080", 80)]
    public void Ports_reach_from_0_to_65535(string text, int port)
    {
        FlowRecord flow = SmallLogs.Flow(SmallLogs.Nsg($"1700000000,10.0.0.1,10.0.0.2,{text},{text},T,I,A"));

        Assert.Equal((port, port), (flow.SourcePort, flow.DestinationPort));
    }

    [Theory]
    [InlineData("")]
    [InlineData("65536")]
    [InlineData("99999")]
    [InlineData("000080")]
    [InlineData("100000")]
    [InlineData("4294967297")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("0x1")]
    [InlineData("ff")]
    [InlineData("1.0")]
    [InlineData("٣")]
    [InlineData("http")]
    [InlineData("1:")]
    [InlineData("\\u0000")]
    [InlineData("1\\u0000")]
    public void Everything_else_is_no_port(string text)
    {
        Assert.Equal(TupleFault.SourcePort, Fault($"1700000000,10.0.0.1,10.0.0.2,{text},2,T,I,A"));
        Assert.Equal(TupleFault.DestinationPort, Fault($"1700000000,10.0.0.1,10.0.0.2,1,{text},T,I,A"));
    }

    [Theory]
    [InlineData("255")]
    [InlineData("000")]
    [InlineData("006")]
    public void Protocols_are_letters_or_numbers_to_255(string text) => Assert.Equal(TupleFault.None, Fault($"1700000000,10.0.0.1,10.0.0.2,1,2,{text},I,A"));

    [Theory]
    [InlineData("")]
    [InlineData("256")]
    [InlineData("999")]
    [InlineData("0006")]
    [InlineData("1000")]
    [InlineData("t")]
    [InlineData("u")]
    [InlineData("I")]
    [InlineData("TCP")]
    [InlineData("TT")]
    [InlineData("-6")]
    [InlineData("+6")]
    [InlineData(" 6")]
    [InlineData("6 ")]
    [InlineData("0x6")]
    [InlineData("６")]
    [InlineData("\\u0000")]
    public void Everything_else_is_no_protocol(string text)
    {
        Assert.Equal(TupleFault.Protocol, Fault($"1700000000,10.0.0.1,10.0.0.2,1,2,{text},I,A"));
        Assert.Equal(TupleFault.Protocol, Fault($"1700000000,10.0.0.1,10.0.0.2,1,2,{text},I,A,E,1,2,3,4"));
        Assert.Equal(TupleFault.Protocol, SmallLogs.Fault(SmallLogs.VNet($"1700000000000,10.0.0.1,10.0.0.2,1,2,{text},I,E,NX,1,2,3,4")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("i")]
    [InlineData("o")]
    [InlineData("In")]
    [InlineData("A")]
    [InlineData(" I")]
    [InlineData("ı")]
    [InlineData("\\u0000")]
    public void Everything_but_I_and_O_is_no_direction(string text) =>
        Assert.Equal(TupleFault.Direction, Fault($"1700000000,10.0.0.1,10.0.0.2,1,2,T,{text},A"));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("B")]
    [InlineData("Allow")]
    [InlineData("\\u0000")]
    public void Everything_but_A_and_D_is_no_decision(string text)
    {
        Assert.Equal(TupleFault.Decision, Fault($"1700000000,10.0.0.1,10.0.0.2,1,2,T,I,{text}"));
        Assert.Equal(TupleFault.Decision, Fault($"1700000000,10.0.0.1,10.0.0.2,1,2,T,I,{text},1,2"));
        Assert.Equal(TupleFault.Decision, Fault($"1700000000,10.0.0.1,10.0.0.2,1,2,T,I,{text},E,1,2,3,4"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("b")]
    [InlineData("D")]
    [InlineData("X")]
    [InlineData("Begin")]
    public void Everything_but_B_C_and_E_is_no_state_of_an_NSG_tuple(string text)
    {
        Assert.Equal(TupleFault.State, Fault($"1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A,{text},1,2,3,4"));
        Assert.Equal(TupleFault.State, Fault($"1700000000,10.0.0.1,10.0.0.2,1,2,T,I,D,{text},1,2,3,4"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("b")]
    [InlineData("A")]
    [InlineData("X")]
    [InlineData("Deny")]
    public void Everything_but_B_C_E_and_D_is_no_state_of_a_virtual_network_tuple(string text) =>
        Assert.Equal(TupleFault.State, SmallLogs.Fault(SmallLogs.VNet($"1700000000000,10.0.0.1,10.0.0.2,1,2,6,I,{text},NX,1,2,3,4")));

    [Fact]
    public void An_empty_encryption_is_none() =>
        Assert.Equal(TupleFault.Encryption, SmallLogs.Fault(SmallLogs.VNet("1700000000000,10.0.0.1,10.0.0.2,1,2,6,I,E,,1,2,3,4")));

    private static TupleFault Fault(string tuple) => SmallLogs.Fault(SmallLogs.Nsg(tuple));
}
