using System.Net;

namespace NsgFlow.Tuples;

/// <summary>Reads an address as logs write it: dotted decimal without leading zeros, or IPv6 without zone, port or brackets.</summary>
internal static class AddressText
{
    /// <summary>The longest IPv6 text, with an IPv4 tail.</summary>
    private const int LongestIPv6 = 45;

    public static bool TryParse(ReadOnlySpan<byte> text, out FlowAddress address) =>
        text.Length <= 15 && TryParseIPv4(text, out address) || TryParseIPv6(text, out address);

    private static bool TryParseIPv4(ReadOnlySpan<byte> text, out FlowAddress address)
    {
        address = default;
        uint value = 0;
        uint octet = 0;
        int digits = 0;
        int dots = 0;
        foreach (byte c in text)
        {
            if (c == '.')
            {
                if (digits == 0 || ++dots > 3)
                {
                    return false;
                }

                value = (value << 8) | octet;
                octet = 0;
                digits = 0;
                continue;
            }

            // A leading zero means octal to some readers and nothing to others: no certain meaning.
            uint digit = (uint)(c - '0');
            if (digit > 9 || (digits > 0 && octet == 0))
            {
                return false;
            }

            octet = (octet * 10) + digit;
            if (++digits > 3 || octet > 255)
            {
                return false;
            }
        }

        if (dots != 3 || digits == 0)
        {
            return false;
        }

        address = FlowAddress.FromIPv4((value << 8) | octet);
        return true;
    }

    private static bool TryParseIPv6(ReadOnlySpan<byte> text, out FlowAddress address)
    {
        address = default;
        if (text.Length is < 2 or > LongestIPv6 || !text.Contains((byte)':'))
        {
            return false;
        }

        Span<char> chars = stackalloc char[LongestIPv6];
        for (int i = 0; i < text.Length; i++)
        {
            // Leaves out zones (%), brackets and everything else that IPAddress would take.
            if (!char.IsAsciiHexDigit((char)text[i]) && text[i] is not ((byte)':' or (byte)'.'))
            {
                return false;
            }

            chars[i] = (char)text[i];
        }

        if (!IPAddress.TryParse(chars[..text.Length], out IPAddress? parsed))
        {
            return false;
        }

        address = FlowAddress.From(parsed);
        return address.IsIPv6;
    }
}
