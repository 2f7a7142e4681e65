namespace NsgFlow.Sampling;

/// <summary>The traffic of the made-up network.</summary>
internal static class TrafficClasses
{
    private const FlowDirection In = FlowDirection.Inbound;
    private const FlowDirection Out = FlowDirection.Outbound;

    /// <summary>The database connections, remote shells and clocks that were open before the log begins.</summary>
    public static readonly byte[] Standing = [6, 9, 5];

    public const byte Scan = 14;
    public const byte PasswordGuessing = 15;
    public const byte Transfer = 16;
    public const byte Dropped = 12;

    public static readonly TrafficClass[] All =
    [
        // 0, 1: the noise of the internet.
        new() { Weight = 200, Rule = SampleRule.DenyAllIn, Direction = In, Decision = FlowDecision.Deny, Peer = PeerPool.Prober },
        new() { Weight = 15, Rule = SampleRule.DenyRdpIn, Direction = In, Decision = FlowDecision.Deny, Peer = PeerPool.Prober, Port = 3389 },

        // 2, 3: web traffic.
        new() { Weight = 220, Rule = SampleRule.AllowHttpsIn, Direction = In, Peer = PeerPool.Clients, Port = 443, LongLived = 20, Packets = (2, 7), PacketSize = (180, 1050) },
        new() { Weight = 170, Rule = SampleRule.AllowInternetOut, Direction = Out, Peer = PeerPool.Servers, Port = 443, LongLived = 30, Packets = (2, 8), PacketSize = (210, 880) },

        // 4, 5: names and time.
        new() { Weight = 100, Rule = SampleRule.AllowVnetOut, Direction = Out, Peer = PeerPool.NameServer, Port = 53, Protocol = FlowProtocol.UDP, Packets = (0, 0), PacketSize = (78, 164), Encryption = EncryptionUse.Inside },
        new() { Weight = 10, Rule = SampleRule.AllowInternetOut, Direction = Out, Peer = PeerPool.TimeServer, Port = 123, SourcePort = 123, Protocol = FlowProtocol.UDP, LongLived = 1000, Packets = (1, 3), PacketSize = (90, 90) },

        // 6, 7: services inside the network.
        new() { Weight = 50, Rule = SampleRule.AllowVnetOut, Direction = Out, Peer = PeerPool.Database, Port = 1433, LongLived = 400, Packets = (4, 10), PacketSize = (260, 740), Encryption = EncryptionUse.Inside },
        new() { Weight = 90, Rule = SampleRule.AllowVnetIn, Direction = In, Peer = PeerPool.Inside, Port = 8080, LongLived = 60, Packets = (2, 8), PacketSize = (320, 690), Encryption = EncryptionUse.Inside },

        // 8: health probes; 9: administration by way of a bastion.
        new() { Weight = 45, Rule = SampleRule.AllowLoadBalancerIn, Direction = In, Peer = PeerPool.NextHop, Port = 443, Packets = (2, 2), PacketSize = (68, 62) },
        new() { Weight = 8, Rule = SampleRule.AllowSshIn, Direction = In, Peer = PeerPool.Bastion, Port = 22, LongLived = 1000, Packets = (5, 10), PacketSize = (98, 170), Encryption = EncryptionUse.Inside },

        // 10: mail that may not leave.
        new() { Weight = 15, Rule = SampleRule.DenySmtpOut, Direction = Out, Decision = FlowDecision.Deny, Peer = PeerPool.Servers, Port = 25 },

        // 11: the platform's own services; 12: dropped because encryption failed.
        new() { Weight = 25, Rule = SampleRule.Platform, Direction = Out, Peer = PeerPool.NextHop, Port = 32526, Packets = (2, 5), PacketSize = (150, 410), VNetOnly = true },
        new() { Weight = 12, Rule = SampleRule.Unspecified, Direction = In, Decision = FlowDecision.Deny, Peer = PeerPool.Inside, Port = 8080, Encryption = EncryptionUse.Dropped, VNetOnly = true },

        // 13: one program that asks its cache far too often.
        new() { Weight = 150, Rule = SampleRule.AllowVnetOut, Direction = Out, Peer = PeerPool.Cache, Port = 6379, Packets = (1, 3), PacketSize = (96, 240), Encryption = EncryptionUse.Inside, LastNicOnly = true },

        // 14 to 16: the stories.
        new() { Rule = SampleRule.DenyAllIn, Direction = In, Decision = FlowDecision.Deny, Peer = PeerPool.Scanner },
        new() { Rule = SampleRule.DenyRdpIn, Direction = In, Decision = FlowDecision.Deny, Peer = PeerPool.PasswordGuesser, Port = 3389 },
        new() { Rule = SampleRule.AllowInternetOut, Direction = Out, Peer = PeerPool.DropSite, Port = 443 },
    ];

    /// <summary>The ports that probers try, the favourites first.</summary>
    public static readonly ushort[] ProbedPorts =
    [
        23, 22, 445, 8080, 80, 3389, 6379, 5060, 8443, 2222, 1433, 5555, 81, 8728, 3306, 25, 5432, 21, 9200, 2375,
        5900, 8888, 1723, 3128, 8081, 27017, 11211, 5985, 7547, 9000, 10000, 110, 143, 993, 995, 465, 587, 389, 636, 873,
    ];

    /// <summary>The rank to class table of one interface's background traffic: 1024 draws in proportion to the weights.</summary>
    public static byte[] Draws(FlowLogKind kind, bool isLastNic)
    {
        int Weight(TrafficClass c) =>
            (c.VNetOnly && kind != FlowLogKind.VNetV4) || (c.LastNicOnly && !isLastNic) ? 0 : c.Weight;
        byte[] draws = new byte[1024];
        int total = All.Sum(Weight);
        int sum = 0;
        int place = 0;
        for (int i = 0; i < All.Length; i++)
        {
            sum += Weight(All[i]);
            for (int end = sum * draws.Length / total; place < end; place++)
            {
                draws[place] = (byte)i;
            }
        }

        return draws;
    }
}
