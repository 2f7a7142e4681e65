using System.Globalization;
using System.Net;

namespace NsgFlow.Tests.Support;

/// <summary>
/// Makes arbitrary logs: every layout, each record of its own kind, and now and then a departure whose meaning is
/// certain. The same seed gives the same log.
/// </summary>
internal sealed class LogGenerator(int seed, int size)
{
    private static readonly string[] s_rules =
        ["DefaultRule_DenyAllInBound", "DefaultRule_AllowInternetOutBound", "UserRule_SSH", "PlatformRule", "unspecified", "UserRule_ä/\"q\"\\", ""];

    private static readonly string[] s_encryptions = ["X", "NX", "NX_HW_NOT_SUPPORTED", "NX_SW_NOT_READY", "NX_LOCAL_DST", "NX_FALLBACK", "Z9"];

    private readonly Random _random = new(seed);

    /// <param name="seed">Decides everything.</param>
    /// <param name="size">The most records, flows, groups and tuples a list has.</param>
    public static ModelLog Log(int seed, int size) => new LogGenerator(seed, size).Log();

    private ModelLog Log() => new([.. Several(_ => _random.Next(3) == 0 ? NsgRecord(1) : _random.Next(2) == 0 ? NsgRecord(2) : VNetRecord())]);

    private ModelRecord NsgRecord(int version)
    {
        bool odd = _random.Next(8) == 0;
        bool oddMac = _random.Next(8) == 0;
        return new ModelRecord
        {
            IsVNet = false,
            Time = RecordTime(),
            MacAddress = Mac(),
            ResourceId = $"/SUBSCRIPTIONS/{Guid()}/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/NSG-{_random.Next(9)}",
            Version = odd ? $"{version}" : new RawNode($"{version}"),
            Deviation = (odd ? FlowDeviation.UnexpectedVersion : 0) | (oddMac ? FlowDeviation.MacAddressFormat : 0),
            Flows = [.. Several(_ => new ModelFlow(Pick(s_rules), null, null, [.. Several(_ => new ModelGroup(
                null, oddMac ? "00-0D-3A-B6-7A-48" : Mac(), [.. Several(_ => version == 1 ? NsgV1() : NsgV2())]))]))],
        };
    }

    private ModelRecord VNetRecord()
    {
        bool odd = _random.Next(8) == 0;
        return new ModelRecord
        {
            IsVNet = true,
            Time = RecordTime(),
            MacAddress = Mac(),
            ResourceId = $"/SUBSCRIPTIONS/{Guid()}/RESOURCEGROUPS/NETWORKWATCHERRG/PROVIDERS/MICROSOFT.NETWORK/NETWORKWATCHERS/NW/FLOWLOGS/FL",
            TargetResourceId = $"/subscriptions/{Guid()}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-{_random.Next(9)}",
            Version = odd ? "4" : new RawNode("4"),
            Deviation = odd ? FlowDeviation.UnexpectedVersion : 0,
            Flows = [.. Several(_ => VNetFlow())],
        };
    }

    private ModelFlow VNetFlow()
    {
        string? name = _random.Next(2) == 0 ? $"nsg-{_random.Next(9)}" : null;
        string acl = name is null ? Guid() : $"/subscriptions/{Guid()}/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/{name}";
        return new ModelFlow(null, acl, name, [.. Several(_ => new ModelGroup(Pick(s_rules), null, [.. Several(_ => VNet())]))]);
    }

    private ModelTuple NsgV1()
    {
        (string head, TupleValues values, FlowDeviation deviation) = Head(vnet: false);
        bool deny = _random.Next(2) == 0;
        return new ModelTuple(
            $"{head},{(deny ? 'D' : 'A')}",
            values with { Kind = FlowLogKind.NsgV1, Decision = deny ? FlowDecision.Deny : FlowDecision.Allow },
            deviation);
    }

    private ModelTuple NsgV2()
    {
        (string head, TupleValues values, FlowDeviation deviation) = Head(vnet: false);
        bool deny = _random.Next(2) == 0;
        int state = _random.Next(3);
        long?[] counters = state == 0 && _random.Next(8) != 0 ? new long?[4] : Counters(mayBeEmpty: true);
        if (state == 0 && counters.Any(c => c > 0))
        {
            deviation |= FlowDeviation.CountersWithoutStatistics;
        }

        return new ModelTuple(
            $"{head},{(deny ? 'D' : 'A')},{"BCE"[state]},{Join(counters)}",
            Count(values, counters) with
            {
                Kind = FlowLogKind.NsgV2,
                Decision = deny ? FlowDecision.Deny : FlowDecision.Allow,
                State = (FlowState)(state + 1),
            },
            deviation);
    }

    private ModelTuple VNet()
    {
        (string head, TupleValues values, FlowDeviation deviation) = Head(vnet: true);
        int state = _random.Next(4);
        bool withoutStatistics = state is 0 or 3;
        long?[] counters = withoutStatistics && _random.Next(8) != 0 ? [0, 0, 0, 0] : Counters(mayBeEmpty: _random.Next(8) == 0);
        deviation |= counters.Contains(null) ? FlowDeviation.EmptyCounters : 0;
        long?[] known = counters;
        if (withoutStatistics)
        {
            bool some = counters.Any(c => c > 0);
            deviation |= some ? FlowDeviation.CountersWithoutStatistics : 0;
            known = some ? counters : new long?[4];
        }

        string encryption = Pick(s_encryptions);
        return new ModelTuple(
            $"{head},{"BCED"[state]},{encryption},{Join(counters)}",
            Count(values, known) with
            {
                Kind = FlowLogKind.VNetV4,
                Decision = state == 3 ? FlowDecision.Deny : FlowDecision.Allow,
                State = (FlowState)(state + 1),
                Encryption = encryption,
            },
            deviation);
    }

    /// <summary>The seven fields that all layouts begin with.</summary>
    private (string Text, TupleValues Values, FlowDeviation Deviation) Head(bool vnet)
    {
        bool oddUnit = _random.Next(8) == 0;
        bool milliseconds = vnet != oddUnit;
        long time = _random.NextInt64(978_307_200, 4_133_980_800);
        time = milliseconds ? (time * 1000) + _random.Next(1000) : time;
        (string source, string sourceText) = Address();
        (string destination, string destinationText) = Address();
        int sourcePort = Port();
        int destinationPort = Port();
        bool oddProtocol = _random.Next(8) == 0;
        bool letter = vnet == oddProtocol;
        int protocol = letter ? (_random.Next(2) == 0 ? 6 : 17) : _random.Next(256);
        string protocolText = letter ? (protocol == 6 ? "T" : "U") : $"{protocol}";
        bool outbound = _random.Next(2) == 0;
        FlowDeviation deviation = (oddUnit ? FlowDeviation.TimeUnit : 0)
            | (oddProtocol ? (vnet ? FlowDeviation.LetterProtocol : FlowDeviation.NumericProtocol) : 0);
        var values = new TupleValues(
            milliseconds ? time : time * 1000, source, destination, sourcePort, destinationPort, (FlowProtocol)protocol,
            outbound ? FlowDirection.Outbound : FlowDirection.Inbound, FlowDecision.Allow, FlowState.None, null, null, null, null, null, FlowLogKind.Other);
        return ($"{time},{sourceText},{destinationText},{sourcePort},{destinationPort},{protocolText},{(outbound ? 'O' : 'I')}", values, deviation);
    }

    private (string Canonical, string Written) Address()
    {
        byte[] bytes = new byte[_random.Next(4) == 0 ? 16 : 4];
        _random.NextBytes(bytes);
        if (bytes.Length == 16 && _random.Next(2) == 0)
        {
            // Most real addresses have a long run of zeros.
            Array.Clear(bytes, 4, 10);
        }

        string canonical = new IPAddress(bytes).ToString();
        return (canonical, _random.Next(4) == 0 ? canonical.ToUpperInvariant() : canonical);
    }

    private int Port() => _random.Next(8) switch { 0 => 0, 1 => 65535, 2 => 443, _ => _random.Next(65536) };

    private long?[] Counters(bool mayBeEmpty) =>
        [.. Enumerable.Range(0, 4).Select(_ => mayBeEmpty && _random.Next(4) == 0 ? (long?)null : Counter())];

    private long Counter() => _random.Next(8) switch { 0 => 0, 1 => long.MaxValue, 2 => _random.NextInt64(), _ => _random.Next(100_000) };

    private static TupleValues Count(TupleValues values, long?[] counters) =>
        values with { PacketsSent = counters[0], BytesSent = counters[1], PacketsReceived = counters[2], BytesReceived = counters[3] };

    private static string Join(long?[] counters) =>
        string.Join(',', counters.Select(c => c?.ToString(CultureInfo.InvariantCulture)));

    private DateTimeOffset RecordTime() => new(_random.NextInt64(630_000_000_000_000_000, 650_000_000_000_000_000), TimeSpan.Zero);

    private string Mac()
    {
        string mac = _random.NextInt64(1L << 48).ToString("X12", CultureInfo.InvariantCulture);
        return _random.Next(4) == 0 ? mac.ToLowerInvariant() : mac;
    }

    private string Guid()
    {
        byte[] bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private string Pick(string[] texts) => texts[_random.Next(texts.Length)];

    private List<T> Several<T>(Func<int, T> make) => [.. Enumerable.Range(0, _random.Next(size + 1)).Select(make)];
}
