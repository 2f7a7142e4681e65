using System.Globalization;

namespace NsgFlow.Conformance.Tests.Logs;

/// <summary>
/// Writes logs in which everything meets: few addresses, ports and interfaces in many spellings, states in any order,
/// counters that are there in part. What is rare in real logs is frequent here: the same connection in many files,
/// begun in one and ended in another.
/// </summary>
internal sealed class DenseText(int seed)
{
    private static readonly string[] s_addresses =
    [
        "10.1.0.4", "10.1.0.5", "10.1.255.200", "10.2.0.4", "9.255.255.255", "203.0.113.7", "255.255.255.255", "0.0.0.1",
        "2001:db8::1", "2001:DB8:0:0:0:0:0:1", "2001:0db8::0001", "2001:db8:0:0:1:0:0:1", "2001:db8:0:7fff::a", "fe80::1:2:3:4",
        "::1", "::ffff:10.1.0.4", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    ];

    private static readonly string[] s_rules =
        ["UserRule_AllowWeb", "UserRule_allowweb", "DefaultRule_DenyAllInBound", "PlatformRule", "unspecified", "UserRule_Zugang_f\\u00fcr_\\\"alle\\\"", "UserRule_日本\\/1"];

    private static readonly string[] s_macs = ["000D3A000001", "000d3a000001", "000D3A000002", "00-0D-3A-00-00-02", "123456789ABCD"];

    private static readonly string[] s_groups =
    [
        "/SUBSCRIPTIONS/AAAAAAAA-0000-0000-0000-000000000001/RESOURCEGROUPS/RG-ONE/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/WEB-NSG",
        "/subscriptions/aaaaaaaa-0000-0000-0000-000000000001/resourceGroups/rg-one/providers/Microsoft.Network/networkSecurityGroups/web-nsg",
        "/subscriptions/bbbbbbbb-0000-0000-0000-000000000002/resourceGroups/rg-two/providers/Microsoft.Network/networkSecurityGroups/db-nsg",
    ];

    private static readonly string[] s_encryption = ["X", "NX", "NX_HW_NOT_SUPPORTED", "NX_TO_COME"];

    private static readonly int[] s_sourcePorts = [50000, 50001, 123, 0];

    private static readonly int[] s_destinationPorts = [443, 22, 53, 65535];

    private static readonly string[] s_protocols = ["6", "17", "132", "1", "253"];

    private readonly Random _random = new(seed);

    /// <summary>The moments that flows have, in milliseconds: two days, with a long empty night between them.</summary>
    private long Moment(DateTimeOffset start)
    {
        int minutes = _random.Next(300);
        return start.AddMinutes(minutes < 200 ? minutes : minutes + 1500).ToUnixTimeMilliseconds() + _random.Next(60_000);
    }

    /// <summary>One log of some records, in one of the arrangements that readers must know.</summary>
    public string Log(DateTimeOffset start, int records)
    {
        List<string> list = [.. Enumerable.Range(0, records).Select(_ => Record(start))];
        return _random.Next(4) switch
        {
            0 => string.Join('\n', list) + "\n",
            1 => "[" + string.Join(" , ", list) + "]",
            _ => "{\"records\":[" + string.Join(",", list) + "]}",
        };
    }

    private string Record(DateTimeOffset start)
    {
        string time = start.AddMinutes(_random.Next(2000)).AddTicks(_random.Next(1_000_000)).ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture)
            + (_random.Next(3) == 0 ? "+00:00" : "Z");
        List<string> parts = [$"\"time\":\"{time}\""];
        if (_random.Next(8) > 0)
        {
            parts.Add($"\"macAddress\":\"{Pick(s_macs)}\"");
        }

        int version = Pick([1, 2, 2, 4, 4, 4]);
        if (version == 4)
        {
            parts.Add("\"flowLogVersion\":4");
            parts.Add($"\"flowLogResourceID\":\"/SUBSCRIPTIONS/AAAAAAAA-0000-0000-0000-000000000001/RESOURCEGROUPS/NETWORKWATCHERRG/PROVIDERS/MICROSOFT.NETWORK/NETWORKWATCHERS/NW/FLOWLOGS/LOG{_random.Next(2)}\"");
            parts.Add($"\"targetResourceID\":\"/subscriptions/bbbbbbbb-0000-0000-0000-000000000002/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/net{_random.Next(2)}\"");
            parts.Add($"\"flowRecords\":{{\"flows\":[{Many(2, NetworkFlow(start))}]}}");
        }
        else
        {
            parts.Add($"\"resourceId\":\"{Pick(s_groups)}\"");
            parts.Add($"\"properties\":{{\"Version\":{version},\"flows\":[{Many(2, NsgFlow(start, version))}]}}");
        }

        Shuffle(parts);
        return "{" + string.Join(", ", parts) + "}";
    }

    private Func<string> NetworkFlow(DateTimeOffset start) => () =>
    {
        string acl = _random.Next(4) switch { 0 => "00000000-0000-0000-0000-000000000000", 1 => "unspecified", _ => Pick(s_groups) };
        return $"{{\"aclID\":\"{acl}\",\"flowGroups\":[{Many(2, () => $"{{\"rule\":\"{Pick(s_rules)}\",\"flowTuples\":[{Many(6, () => Tuple(start, 4))}]}}")}]}}";
    };

    private Func<string> NsgFlow(DateTimeOffset start, int version) => () =>
    {
        string mac = _random.Next(3) == 0 ? "" : $"\"mac\":\"{Pick(s_macs)}\",";
        return $"{{\"flows\":[{Many(2, () => $"{{{mac}\"flowTuples\":[{Many(6, () => Tuple(start, version))}]}}")}],\"rule\":\"{Pick(s_rules)}\"}}";
    };

    private string Tuple(DateTimeOffset start, int version)
    {
        long time = Moment(start);
        string ends = string.Create(CultureInfo.InvariantCulture, $"{Pick(s_addresses)},{Pick(s_addresses)},{Pick(s_sourcePorts)},{Pick(s_destinationPorts)}");
        string direction = Pick(["I", "O"]);
        if (version == 4)
        {
            string letter = Pick(["B", "C", "C", "E", "D"]);
            return $"\"{time},{ends},{Pick(s_protocols)},{direction},{letter},{Pick(s_encryption)},{(letter is "B" or "D" ? "0,0,0,0" : Counters())}\"";
        }

        string head = $"{time / 1000},{ends},{Pick(["T", "U"])},{direction}";
        if (version == 1)
        {
            return $"\"{head},{Pick(["A", "D"])}\"";
        }

        string state = Pick(["B", "C", "E"]);
        return $"\"{head},{(state == "B" ? Pick(["A", "D"]) : "A")},{state},{(state == "B" && _random.Next(10) > 0 ? ",,," : Counters())}\"";
    }

    private string Counters() => string.Join(',', Enumerable.Range(0, 4).Select(_ => _random.Next(8) switch
    {
        0 => "",
        1 => "0",
        2 => _random.NextInt64(1L << 52).ToString(CultureInfo.InvariantCulture),
        _ => _random.Next(1, 5000).ToString(CultureInfo.InvariantCulture),
    }));

    private string Many(int most, Func<string> one) =>
        string.Join(",", Enumerable.Range(0, _random.Next(most + 1)).Select(_ => one()));

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];

    private void Shuffle(List<string> parts)
    {
        string[] array = [.. parts];
        _random.Shuffle(array);
        parts.Clear();
        parts.AddRange(array);
    }
}
