using System.Globalization;
using System.Reflection;

namespace NsgFlow.Analysis.Measuring;

/// <summary>
/// The names that IANA gave to ports, as numbers in the order of the names. Read when first asked for.
/// </summary>
internal static class ServiceNames
{
    private const ulong None = ushort.MaxValue;
    private const int Ports = 65_536;

    private static readonly Lazy<Tables> s_tables = new(Read);

    /// <returns>All ones where the port has no name.</returns>
    public static ulong NumberOf(FlowProtocol protocol, ushort port) =>
        Index((byte)protocol) is >= 0 and var index ? s_tables.Value.Numbers[index][port] : None;

    public static string? NameOf(ulong number) => number == None ? null : s_tables.Value.Names[number];

    private static int Index(byte protocol) => protocol switch
    {
        6 => 0,
        17 => 1,
        132 => 2,
        33 => 3,
        _ => -1,
    };

    private static Tables Read()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("NsgFlow.Services.txt")!;
        using var reader = new StreamReader(stream);
        var lines = new List<(Range Ports, string Protocols, string Name)>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(' ') is [var ports, var protocols, var name])
            {
                int[] ends = Array.ConvertAll(ports.Split('-'), end => int.Parse(end, CultureInfo.InvariantCulture));
                lines.Add((ends[0]..ends[^1], protocols, name));
            }
        }

        string[] names = [.. lines.Select(line => line.Name).Distinct().Order(StringComparer.Ordinal)];
        ushort[][] numbers = [.. "tusd".Select(_ => new ushort[Ports])];
        foreach (ushort[] protocol in numbers)
        {
            Array.Fill(protocol, ushort.MaxValue);
        }

        foreach ((Range ports, string protocols, string name) in lines)
        {
            ushort number = (ushort)Array.BinarySearch(names, name, StringComparer.Ordinal);
            foreach (char protocol in protocols)
            {
                numbers["tusd".IndexOf(protocol, StringComparison.Ordinal)].AsSpan(ports.Start.Value..(ports.End.Value + 1)).Fill(number);
            }
        }

        return new Tables(numbers, names);
    }

    private sealed record Tables(ushort[][] Numbers, string[] Names);
}
