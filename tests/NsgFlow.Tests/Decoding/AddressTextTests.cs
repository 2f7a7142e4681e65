using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Xunit;
using NsgFlow.Tests.Support;
using NsgFlow.Tuples;

namespace NsgFlow.Tests.Decoding;

/// <summary>Addresses: which spellings are taken, and that each comes out in its one canonical form.</summary>
public sealed class AddressTextTests
{
    [Theory]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("1.2.3.4", "1.2.3.4")]
    [InlineData("192.168.100.200", "192.168.100.200")]
    [InlineData("::", "::")]
    [InlineData("::1", "::1")]
    [InlineData("0::1", "::1")]
    [InlineData("1::", "1::")]
    [InlineData("2001:DB8::A", "2001:db8::a")]
    [InlineData("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1")]
    [InlineData("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1")]
    [InlineData("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1")]
    [InlineData("2001:0:0:1:0:0:0:1", "2001:0:0:1::1")]
    [InlineData("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    [InlineData("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8")]
    [InlineData("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0")]
    [InlineData("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8")]
    [InlineData("::ffff:1.2.3.4", "::ffff:1.2.3.4")]
    [InlineData("::FFFF:102:304", "::ffff:1.2.3.4")]
    [InlineData("0000:0000:0000:0000:0000:ffff:255.255.255.255", "::ffff:255.255.255.255")]
    [InlineData("FE80:0000:0000:0000:0202:B3FF:FE1E:8329", "fe80::202:b3ff:fe1e:8329")]
    public void Every_spelling_of_an_address_comes_out_canonical(string text, string canonical)
    {
        Assert.Equal(canonical, SmallLogs.Flow(SmallLogs.Nsg($"1700000000,{text},10.0.0.9,1,2,T,I,A")).SourceAddress);
        Assert.Equal(canonical, SmallLogs.Flow(SmallLogs.VNet($"1700000000000,10.0.0.9,{text},1,2,6,I,B,NX,0,0,0,0")).DestinationAddress);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.4.")]
    [InlineData(".1.2.3.4")]
    [InlineData("1..3.4")]
    [InlineData("...")]
    [InlineData("01.2.3.4")]
    [InlineData("1.2.3.04")]
    [InlineData("1.2.3.00")]
    [InlineData("256.1.1.1")]
    [InlineData("1.1.1.256")]
    [InlineData("1.1.1.1000")]
    [InlineData("0x1.2.3.4")]
    [InlineData("1.2.3.4 ")]
    [InlineData(" 1.2.3.4")]
    [InlineData("+1.2.3.4")]
    [InlineData("-1.2.3.4")]
    [InlineData("16909060")]
    [InlineData("1.2.3.4:80")]
    [InlineData("1.2.3.4/32")]
    [InlineData("１.2.3.4")]
    [InlineData("1.2.3.4\\u0000")]
    [InlineData("localhost")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData(":1")]
    [InlineData("1:")]
    [InlineData(":1::2")]
    [InlineData("1::2:")]
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("::1:2:3:4:5:6:7:8")]
    [InlineData("12345::")]
    [InlineData("00001::")]
    [InlineData("g::")]
    [InlineData("fe80::1%eth0")]
    [InlineData("fe80::1%1")]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("::1/128")]
    [InlineData("::1 ")]
    [InlineData("::ffff:1.2.3")]
    [InlineData("::ffff:1.2.3.4.5")]
    [InlineData("::ffff:256.2.3.4")]
    [InlineData("::ffff:01.2.3.4")]
    [InlineData("::1.2.3.4:5")]
    [InlineData("1.2.3.4::")]
    [InlineData("::1\\u0000")]
    [InlineData("0000:0000:0000:0000:0000:ffff:255.255.255.2555")]
    public void What_is_no_address_is_refused_on_either_side(string text)
    {
        Assert.Equal(TupleFault.SourceAddress, SmallLogs.Fault(SmallLogs.Nsg($"1700000000,{text},10.0.0.9,1,2,T,I,A")));
        Assert.Equal(TupleFault.DestinationAddress, SmallLogs.Fault(SmallLogs.Nsg($"1700000000,10.0.0.9,{text},1,2,T,I,A")));
        Assert.Equal(TupleFault.SourceAddress, SmallLogs.Fault(SmallLogs.VNet($"1700000000000,{text},10.0.0.9,1,2,6,I,B,NX,0,0,0,0")));
    }

    [Property(Replay = "20261124,11", MaxTest = 5000)]
    public void Short_texts_of_address_characters_are_judged_as_the_grammar_has_it(DoNotSize<int> any)
    {
        var random = new Random(any.Item);
        string text = random.Next(3) == 0
            ? Join(random, ".", 3, 6, () => random.Next(6) == 0 ? "" : $"{random.Next(300)}")
            : Join(random, ":", 1, 10, () => random.Next(4) switch { 0 => "", 1 => "1.2.3.4", 2 => "0", _ => $"{random.Next(0x12000):x}" });

        bool taken = AddressText.TryParse(Encoding.ASCII.GetBytes(text), out FlowAddress address);

        Assert.True(IsAddress(text) == taken, text);
        if (taken)
        {
            Assert.Equal(IPAddress.Parse(text), address.ToIPAddress());
            Assert.True(AddressText.TryParse(Encoding.ASCII.GetBytes(address.ToString()), out FlowAddress again));
            Assert.Equal(address, again);
        }
    }

    [Fact]
    public void More_addresses_than_the_table_holds_are_all_decoded()
    {
        string[] tuples =
        [
            .. Enumerable.Range(0, 80_000).Select(i => $"1700000000,10.{i >> 16}.{(i >> 8) & 255}.{i & 255},10.0.0.9,1,2,T,I,A"),
            .. Enumerable.Range(0, 40_000).Select(i => $"1700000000,2001:db8::ffff:{i:x},10.0.0.9,1,2,T,I,A"),
        ];

        Decoded decoded = SmallLogs.Nsg(tuples);

        Assert.Empty(decoded.Faults);
        Assert.Equal(tuples.Select(t => t.Split(',')[1]), decoded.Flows.Select(f => f.SourceAddress));
    }

    private static string Join(Random random, string separator, int fewest, int most, Func<string> part) =>
        string.Join(separator, Enumerable.Range(0, random.Next(fewest, most)).Select(_ => part()));

    /// <summary>RFC 4291 section 2.2, and dotted decimal without leading zeros.</summary>
    private static bool IsAddress(string text)
    {
        if (!text.Contains(':', StringComparison.Ordinal))
        {
            return IsIPv4(text);
        }

        string[] halves = text.Split("::");
        if (halves.Length > 2)
        {
            return false;
        }

        int groups = 0;
        for (int half = 0; half < halves.Length; half++)
        {
            if (halves[half].Length == 0 && halves.Length == 2)
            {
                continue;
            }

            string[] parts = halves[half].Split(':');
            for (int i = 0; i < parts.Length; i++)
            {
                bool isLast = half == halves.Length - 1 && i == parts.Length - 1;
                bool isIPv4 = isLast && IsIPv4(parts[i]);
                if (!isIPv4 && !(parts[i].Length is >= 1 and <= 4 && parts[i].All(char.IsAsciiHexDigit)))
                {
                    return false;
                }

                groups += isIPv4 ? 2 : 1;
            }
        }

        return halves.Length == 2 ? groups <= 7 : groups == 8;
    }

    private static bool IsIPv4(string text)
    {
        string[] parts = text.Split('.');
        return parts.Length == 4 && parts.All(p => p.Length is >= 1 and <= 3 && p.All(char.IsAsciiDigit) && (p.Length == 1 || p[0] != '0') && int.Parse(p, null) < 256);
    }
}
