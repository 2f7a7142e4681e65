using System.Text;
using NsgFlow.Tuples;

namespace NsgFlow.Tests.Decoding;

/// <summary>The fast way to read an IPv4 address takes what the careful way takes, and nothing else.</summary>
public sealed class IPv4TextTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("1.22.133.4")]
    [InlineData("256.0.0.1")]
    [InlineData("01.2.3.4")]
    [InlineData("1.2.3.04")]
    [InlineData("1.2.3.004")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData(".1.2.3")]
    [InlineData("1.2.3.")]
    [InlineData("1..2.3")]
    [InlineData("1234.1.1.1")]
    [InlineData("1.1.1.1234")]
    [InlineData("a.b.c.d")]
    [InlineData("1.2.3./")]
    [InlineData("1.2.3.:")]
    [InlineData("::1.2.3.4")]
    [InlineData("")]
    [InlineData("....")]
    [InlineData("...")]
    [InlineData("1.2.3.4\0")]
    public void Single_texts(string text) => Compare(text);

    [Fact]
    public void Arbitrary_texts()
    {
        var random = new Random(1);
        const string Alphabet = "0123456789....1122559:/-a\0";
        for (int i = 0; i < 200_000; i++)
        {
            Compare(random.Next(2) == 0
                ? string.Create(random.Next(17), random, (span, r) => { foreach (ref char c in span) { c = Alphabet[r.Next(Alphabet.Length)]; } })
                : string.Join('.', Enumerable.Range(0, random.Next(8) == 0 ? random.Next(3, 6) : 4).Select(_ => random.Next(random.Next(3) == 0 ? 300 : 256))));
        }
    }

    private static void Compare(string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        byte[] padded = new byte[bytes.Length + 32];

        // What follows must not be taken in.
        Array.Fill(padded, (byte)'1');
        bytes.CopyTo(padded, 0);
        bool expected = AddressText.TryParse(bytes, out FlowAddress address) && !address.IsIPv6;

        bool read = IPv4Text.TryParse(ref padded[0], bytes.Length, out uint value);

        if (System.Runtime.Intrinsics.X86.Ssse3.IsSupported)
        {
            Assert.True(expected == read, text);
        }

        if (read)
        {
            Assert.Equal(address.IPv4, value);
        }
    }
}
