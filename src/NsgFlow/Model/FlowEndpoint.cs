using System.Globalization;

namespace NsgFlow;

/// <summary>Address and port as one text, IPv6 in brackets as RFC 5952 section 6 has it.</summary>
internal static class FlowEndpoint
{
    public static string Format(string address, int port) =>
        address.Contains(':', StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"[{address}]:{port}")
            : string.Create(CultureInfo.InvariantCulture, $"{address}:{port}");
}
