using System.Globalization;

namespace NsgFlow.Sampling;

/// <summary>One network interface of the made-up network: its addresses, resource ids, clock and paths.</summary>
internal sealed class SampleNic
{
    private const string ResourceGroup = "shop";
    private const string Region = "WESTEUROPE";
    private const string FlowLogName = "VNET-SHOP-FLOWLOG";
    private static readonly string[] s_vendorPrefixes = ["000D3A", "6045BD", "7C1E52", "002248"];
    private readonly string _nsgResourceId;
    private readonly string _vnetFolder;

    public SampleNic(SampleNetwork network, int index, string role, SampleRandom random)
    {
        Index = index;
        string subscription = network.SubscriptionId;
        string upper = subscription.ToUpperInvariant();
        int subnet = 1 + (index % 4);
        int host = 4 + (index / 4 % 50);
        int block = index / 200 * 4;
        Address = SampleAddress.IPv4(10, 20, subnet + block, host);
        AddressIPv6 = SampleAddress.IPv6(0xFD20_0000_0000_0000 + (ulong)(subnet + block), (ulong)host);
        // Bits of the index keep the addresses of one sample apart.
        int device = (random.Next(1 << 14) << 10) | index;
        MacAddress = s_vendorPrefixes[random.Next(s_vendorPrefixes.Length)] + device.ToString("X6", CultureInfo.InvariantCulture);
        SystemId = random.NextGuid();
        FlowLogGuid = network.FlowLogGuid;
        _nsgResourceId = $"/SUBSCRIPTIONS/{upper}/RESOURCEGROUPS/{ResourceGroup.ToUpperInvariant()}"
            + $"/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/{role.ToUpperInvariant()}";
        string provider = $"/subscriptions/{subscription}/resourceGroups/{ResourceGroup}/providers/Microsoft.Network";
        AclId = $"{provider}/networkSecurityGroups/{role}";
        TargetResourceId = $"{provider}/virtualNetworks/vnet-shop";
        FlowLogResourceId = $"/SUBSCRIPTIONS/{upper}/RESOURCEGROUPS/NETWORKWATCHERRG/PROVIDERS/MICROSOFT.NETWORK"
            + $"/NETWORKWATCHERS/NETWORKWATCHER_{Region}/FLOWLOGS/{FlowLogName}";
        _vnetFolder = $"insights-logs-flowlogflowevent/flowLogResourceID=/{upper}_NETWORKWATCHERRG/NETWORKWATCHER_{Region}_{FlowLogName}";
        WritePhase = ((5 + random.Next(35)) * TimeSpan.TicksPerSecond) + random.Next((int)TimeSpan.TicksPerSecond);
        LeastLag = 1_750 + random.Next(1_000);
        GridPhase = random.Next(300_000);
        Share = 100 + random.Next(60);
    }

    public int Index { get; }

    public SampleAddress Address { get; }

    public SampleAddress AddressIPv6 { get; }

    public string MacAddress { get; }

    public string SystemId { get; }

    public string FlowLogGuid { get; }

    public string AclId { get; }

    public string TargetResourceId { get; }

    public string FlowLogResourceId { get; }

    /// <summary>How far into each minute the record is written, in ticks.</summary>
    public long WritePhase { get; }

    /// <summary>The milliseconds that a record is written behind the last moment it covers.</summary>
    public int LeastLag { get; }

    /// <summary>Where on the 300-second grid this interface writes its continue rows, in milliseconds.</summary>
    public int GridPhase { get; }

    /// <summary>The weight of this interface when the size is split.</summary>
    public int Share { get; }

    /// <summary>
    /// The resource id in an NSG log. Version 1 has a group of its own, for a group writes one version and both
    /// would have the same path.
    /// </summary>
    public string NsgResourceId(FlowLogKind kind) => kind == FlowLogKind.NsgV1 ? _nsgResourceId + "1" : _nsgResourceId;

    /// <summary>Azure's path of one hour's file, container first, with '/'.</summary>
    public string PathOf(FlowLogKind kind, long hour)
    {
        DateTime time = DateTime.UnixEpoch.AddHours(hour);
        string folder = kind == FlowLogKind.VNetV4
            ? _vnetFolder
            : $"insights-logs-networksecuritygroupflowevent/resourceId={NsgResourceId(kind)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{folder}/y={time.Year:D4}/m={time.Month:D2}/d={time.Day:D2}/h={time.Hour:D2}/m=00/macAddress={MacAddress}/PT1H.json");
    }
}
