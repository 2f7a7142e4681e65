using System.Runtime.InteropServices;

namespace NsgFlow.Analysis.Measuring;

/// <summary>Numbers for the texts and IPv6 addresses of keys, from 0, so that a key is made of small numbers only.</summary>
internal sealed class KeyNames
{
    /// <summary>The number of no text.</summary>
    public const uint NoText = uint.MaxValue;

    /// <summary>What tells the number of an IPv6 address from an IPv4 address.</summary>
    public const ulong IPv6 = 1UL << 32;

    private readonly Dictionary<string, uint> _textNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<FlowAddress, uint> _addressNumbers = [];

    public List<string> Texts { get; } = [];

    public List<FlowAddress> Addresses { get; } = [];

    /// <summary>How many there are.</summary>
    public int Count => Texts.Count + Addresses.Count;

    public ulong NumberOf(string? text)
    {
        if (text is null)
        {
            return NoText;
        }

        ref uint number = ref CollectionsMarshal.GetValueRefOrAddDefault(_textNumbers, text, out bool isKnown);
        if (!isKnown)
        {
            number = (uint)Texts.Count;
            Texts.Add(text);
        }

        return number;
    }

    public ulong NumberOf(FlowAddress address)
    {
        if (!address.IsIPv6)
        {
            return address.IPv4;
        }

        ref uint number = ref CollectionsMarshal.GetValueRefOrAddDefault(_addressNumbers, address, out bool isKnown);
        if (!isKnown)
        {
            number = (uint)Addresses.Count;
            Addresses.Add(address);
        }

        return IPv6 | number;
    }

    public string? TextOf(ulong number) => number == NoText ? null : Texts[(int)number];

    public FlowAddress AddressOf(ulong number) => (number & IPv6) == 0 ? FlowAddress.FromIPv4((uint)number) : Addresses[(int)(uint)number];
}
