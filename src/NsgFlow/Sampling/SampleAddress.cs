using System.Text;

namespace NsgFlow.Sampling;

/// <summary>An address of the made-up network, with the text that goes into tuples.</summary>
internal sealed class SampleAddress
{
    public SampleAddress(FlowAddress address)
    {
        Address = address;
        Text = Encoding.ASCII.GetBytes(address.ToString());
    }

    public FlowAddress Address { get; }

    public byte[] Text { get; }

    public static SampleAddress IPv4(int a, int b, int c, int d) =>
        new(FlowAddress.FromIPv4((uint)((a << 24) | (b << 16) | (c << 8) | d)));

    public static SampleAddress IPv6(ulong high, ulong low) => new(FlowAddress.FromIPv6(new UInt128(high, low)));
}
