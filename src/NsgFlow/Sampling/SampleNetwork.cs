namespace NsgFlow.Sampling;

/// <summary>
/// The made-up network of a sample: a web shop in four subnets, and the outside it talks to. Outside addresses are
/// those set aside for documentation (RFC 5737, RFC 3849) and for benchmarks (RFC 2544), so that no sample accuses a
/// real host.
/// </summary>
internal sealed class SampleNetwork
{
    private const int OutsideTail = 3200;
    private const int OutsideIPv6Count = 256;
    private const int HostsPerSubnet = 50;
    private static readonly string[] s_roles = ["web", "app", "db", "ops"];
    private readonly List<SampleAddress> _addresses = [];

    public SampleNetwork(SampleOptions options)
    {
        var random = new SampleRandom(options.Seed, stream: 0);
        SubscriptionId = random.NextGuid();
        FlowLogGuid = random.NextGuid();
        NextHop = AddNamed(168, 63, 129, 16);
        Bastion = AddNamed(10, 20, 250, 4);
        NameServer = AddNamed(10, 20, 250, 5);
        Cache = AddNamed(10, 20, 2, 200);
        Database = AddNamed(10, 20, 3, 200);
        TimeServer = AddNamed(203, 0, 113, 123);
        Scanner = AddNamed(198, 51, 100, 66);
        PasswordGuesser = AddNamed(203, 0, 113, 45);
        DropSite = AddNamed(192, 0, 2, 200);
        Outside = AddOutside(random);
        OutsideIPv6 = Add(OutsideIPv6Count, i => SampleAddress.IPv6(
            0x2001_0DB8_0000_0000UL | (uint)random.Next(int.MaxValue), (ulong)random.NextScaled(1, 15)));
        Inside = Add(s_roles.Length * HostsPerSubnet, i => SampleAddress.IPv4(10, 20, 1 + (i % 4), 60 + (i / 4)));
        InsideIPv6 = Add(s_roles.Length * HostsPerSubnet, i => SampleAddress.IPv6(
            0xFD20_0000_0000_0001 + (ulong)(i % 4), (ulong)(60 + (i / 4))));
        var nics = new List<SampleNic>(options.NicCount);
        for (int i = 0; i < options.NicCount; i++)
        {
            nics.Add(new SampleNic(this, i, s_roles[i % s_roles.Length], random));
        }

        Nics = nics;
    }

    public string SubscriptionId { get; }

    public string FlowLogGuid { get; }

    public IReadOnlyList<SampleNic> Nics { get; }

    /// <summary>Azure's own address for health probes and platform services, the same in every network.</summary>
    public int NextHop { get; }

    public int Bastion { get; }

    public int NameServer { get; }

    public int Cache { get; }

    public int Database { get; }

    public int TimeServer { get; }

    /// <summary>The host that tries many ports.</summary>
    public int Scanner { get; }

    /// <summary>The host that tries to log on by remote desktop.</summary>
    public int PasswordGuesser { get; }

    /// <summary>The host that the big transfer goes to.</summary>
    public int DropSite { get; }

    public Range Outside { get; }

    public Range OutsideIPv6 { get; }

    public Range Inside { get; }

    public Range InsideIPv6 { get; }

    public SampleAddress this[int index] => _addresses[index];

    private int AddNamed(int a, int b, int c, int d)
    {
        _addresses.Add(SampleAddress.IPv4(a, b, c, d));
        return _addresses.Count - 1;
    }

    private Range Add(int count, Func<int, SampleAddress> make)
    {
        int first = _addresses.Count;
        for (int i = 0; i < count; i++)
        {
            _addresses.Add(make(i));
        }

        return new Range(first, _addresses.Count);
    }

    /// <summary>The documentation ranges in random order first, since the first ranks are the frequent ones.</summary>
    private Range AddOutside(SampleRandom random)
    {
        var known = new HashSet<FlowAddress>(_addresses.Select(a => a.Address));
        var near = new List<SampleAddress>(3 * 254);
        for (int host = 1; host < 255; host++)
        {
            near.Add(SampleAddress.IPv4(192, 0, 2, host));
            near.Add(SampleAddress.IPv4(198, 51, 100, host));
            near.Add(SampleAddress.IPv4(203, 0, 113, host));
        }

        near.RemoveAll(a => known.Contains(a.Address));
        for (int i = near.Count - 1; i > 0; i--)
        {
            int other = random.Next(i + 1);
            (near[i], near[other]) = (near[other], near[i]);
        }

        int first = _addresses.Count;
        _addresses.AddRange(near);
        Add(OutsideTail, _ => SampleAddress.IPv4(198, 18 + random.Next(2), random.Next(256), 1 + random.Next(254)));
        return new Range(first, _addresses.Count);
    }
}
