using System.Globalization;
using NsgFlow.Tests.Analysis.Stitching;
using NsgFlow.Tests.Support;
using TupleTexts = NsgFlow.Tests.Analysis.Stitching.Tuples;

namespace NsgFlow.Tests.Analysis.Measuring;

/// <summary>
/// Arbitrary logs of few hosts, ports and interfaces, so that groups have several rows and connections go on from log to
/// log. Every layout and every state, known and unknown counters. The same seed gives the same logs.
/// </summary>
internal sealed class DenseLogs(int seed)
{
    private static readonly string[] s_hosts = ["10.0.0.4", "10.0.0.5", "10.0.1.4", "192.168.200.255", "203.0.113.9", "2001:db8::1", "fd00::9", "2001:DB8:0:1::ABCD", "9.255.255.255"];
    private static readonly int[] s_ports = [0, 22, 53, 443, 3389, 50000, 65535];
    private static readonly string[] s_macs = ["000D3A000001", "000D3A000002", "6045BDEC2532"];
    private static readonly string[] s_rules = ["UserRule_web", "DefaultRule_DenyAllInBound", "UserRule_ssh", "unspecified"];

    private readonly Random _random = new(seed);

    public NamedSource[] Make(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new NamedSource($"log{i}.json", SmallLogs.Envelope([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Record())])))];

    private string Record()
    {
        int kind = _random.Next(3);
        string[] tuples = [.. Enumerable.Range(0, _random.Next(1, 30)).Select(_ => $"\"{Tuple(kind)}\"")];
        string list = string.Join(',', tuples);
        string mac = Pick(s_macs);
        string time = FormattableString.Invariant($"2026-01-1{_random.Next(5, 7)}T0{_random.Next(8, 10)}:{_random.Next(60):00}:00.0000000Z");
        string rule = Pick(s_rules);
        return kind == 2
            ? $$$"""{"time":"{{{time}}}","macAddress":"{{{mac}}}","category":"FlowLogFlowEvent","flowLogResourceID":"{{{SmallLogs.FlowLogId}}}","targetResourceID":"{{{SmallLogs.VNetId}}}","flowLogVersion":4,"flowRecords":{"flows":[{"aclID":"{{{(_random.Next(2) == 0 ? SmallLogs.AclId : "unspecified")}}}","flowGroups":[{"rule":"{{{rule}}}","flowTuples":[{{{list}}}]}]}]}}"""
            : $$$"""{"time":"{{{time}}}","macAddress":"{{{mac}}}","category":"NetworkSecurityGroupFlowEvent","resourceId":"{{{SmallLogs.NsgId}}}","properties":{"Version":{{{kind + 1}}},"flows":[{"rule":"{{{rule}}}","flows":[{"mac":"{{{mac}}}","flowTuples":[{{{list}}}]}]}]}}""";
    }

    private string Tuple(int kind)
    {
        long second = TupleTexts.Nine + _random.Next(4 * 3600);
        string ends = FormattableString.Invariant($"{Pick(s_hosts)},{Pick(s_hosts)},{Pick(s_ports)},{Pick(s_ports)}");
        bool tcp = _random.Next(3) > 0;
        char direction = _random.Next(2) == 0 ? 'I' : 'O';
        string counters = string.Join(',', Enumerable.Range(0, 4).Select(_ => _random.Next(5) == 0 ? string.Empty : _random.Next(100_000).ToString(CultureInfo.InvariantCulture)));
        bool denied = _random.Next(4) == 0;
        switch (kind)
        {
            case 0:
                return $"{second},{ends},{(tcp ? 'T' : 'U')},{direction},{(denied ? 'D' : 'A')}";
            case 1:
                char state = denied ? 'B' : "BCE"[_random.Next(3)];
                return $"{second},{ends},{(tcp ? 'T' : 'U')},{direction},{(denied ? 'D' : 'A')},{state},{(state == 'B' ? ",,," : counters)}";
            default:
                string encryption = _random.Next(2) == 0 ? "X" : "NX";
                state = denied ? 'D' : "BCE"[_random.Next(3)];
                return $"{(second * 1000) + _random.Next(1000)},{ends},{(tcp ? 6 : _random.Next(2) == 0 ? 17 : 132)},{direction},{state},{encryption},{(state is 'B' or 'D' ? "0,0,0,0" : counters)}";
        }
    }

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];
}
