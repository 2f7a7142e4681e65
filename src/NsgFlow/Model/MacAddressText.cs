namespace NsgFlow;

/// <summary>The one spelling in which MAC addresses are compared and shown: twelve upper-case hexadecimal digits.</summary>
internal static class MacAddressText
{
    private const int Digits = 12;

    // Six pairs with a separator between each two.
    private const int LongestSpelling = 17;

    /// <summary>Normalises case and takes out dashes, colons and dots; what is no MAC address comes back as written.</summary>
    public static string Normalize(ReadOnlySpan<char> text) => TryNormalize(text, out string? mac) ? mac : text.ToString();

    /// <summary>Puts a MAC address as logs write it, twelve digits and nothing else, into upper case; false for all else.</summary>
    public static bool TryNormalizeLogged(ref string mac)
    {
        if (mac.Length != Digits || !mac.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        mac = mac.ToUpperInvariant();
        return true;
    }

    public static bool TryNormalize(ReadOnlySpan<char> text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? mac)
    {
        Span<char> digits = stackalloc char[Digits];
        int count = 0;
        mac = null;
        if (text.Length > LongestSpelling)
        {
            return false;
        }

        foreach (char c in text)
        {
            if (c is '-' or ':' or '.')
            {
                continue;
            }

            if (!char.IsAsciiHexDigit(c) || count == Digits)
            {
                return false;
            }

            digits[count++] = char.ToUpperInvariant(c);
        }

        if (count != Digits)
        {
            return false;
        }

        mac = digits.ToString();
        return true;
    }
}
