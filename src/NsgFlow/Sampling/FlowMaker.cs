namespace NsgFlow.Sampling;

/// <summary>Draws the ends, ports, code, life and counters of the flows of one interface.</summary>
internal sealed class FlowMaker
{
    private const int OutsideUses = 3;
    private const int ProbedPortCount = 2000;
    private readonly SampleNetwork _network;
    private readonly SampleRandom _random;
    private readonly int _ipv6Chance;
    private readonly ZipfTable _outside;
    private readonly ZipfTable _outsideIPv6;
    private readonly ZipfTable _inside;
    private readonly ZipfTable _ports;
    private readonly ushort[] _probedPorts = new ushort[ProbedPortCount];
    private int _insideTurn;
    private int _droppedTurn;

    public FlowMaker(SampleNetwork network, SampleRandom random, double ipv6Share)
    {
        _network = network;
        _random = random;
        _ipv6Chance = (int)(ipv6Share * (1 << 16));
        _outside = new ZipfTable(Count(network.Outside) / OutsideUses);
        _outsideIPv6 = new ZipfTable(Count(network.OutsideIPv6));
        _inside = new ZipfTable(Count(network.Inside));
        _ports = new ZipfTable(ProbedPortCount);
        ushort[] favourites = TrafficClasses.ProbedPorts;
        favourites.CopyTo(_probedPorts, 0);
        for (int i = favourites.Length; i < ProbedPortCount; i++)
        {
            _probedPorts[i] = (ushort)(1 + random.Next(65_535));
        }
    }

    public OpenFlow Make(byte classIndex, SampleStory? story)
    {
        TrafficClass kind = TrafficClasses.All[classIndex];
        var flow = new OpenFlow
        {
            Class = classIndex,
            Peer = Peer(kind.Peer),
            SourcePort = (ushort)(kind.SourcePort != 0 ? kind.SourcePort : 1024 + _random.Next(64_512)),
            DestinationPort = (ushort)(kind.Port != 0 ? kind.Port : _probedPorts[_ports.Next(_random)]),
            Encryption = kind.Encryption switch
            {
                EncryptionUse.Inside => SampleEncryption.Inside(_insideTurn++),
                EncryptionUse.Dropped => SampleEncryption.Dropped(_droppedTurn++),
                _ => SampleEncryption.Unencrypted,
            },
        };
        if (story is not null && classIndex == TrafficClasses.Scan)
        {
            // A port scan goes through the known services, then jumps about; each port once.
            flow.DestinationPort = story.Done < TrafficClasses.ProbedPorts.Length
                ? TrafficClasses.ProbedPorts[story.Done]
                : (ushort)(1 + (story.Done * 25_117 % 65_521));
            flow.SourcePort = (ushort)(41_000 + (story.Done & 3));
        }

        flow.Key = OpenFlow.KeyOf(flow.Peer, flow.SourcePort, flow.DestinationPort, kind.Protocol, kind.Direction);
        return flow;
    }

    /// <summary>Milliseconds from begin to end.</summary>
    public long Life(TrafficClass kind) => _random.Next(1000) < kind.LongLived
        ? 120_000 + _random.NextScaled(18, 21)
        : _random.NextScaled(5, 15);

    /// <summary>The counters of a continue or end tuple: what the flow moved since the tuple before.</summary>
    public (long PacketsSent, long BytesSent, long PacketsReceived, long BytesReceived) Added(in OpenFlow flow, long time)
    {
        if (flow.Class == TrafficClasses.Transfer)
        {
            // About 2.5 MB a second, in full segments, answered by bare acknowledgements.
            long packets = (time - flow.LastTime) * (1_700 + _random.Next(300)) / 1000;
            return (packets, packets * 1_434, packets / 3, packets / 3 * 54);
        }

        TrafficClass kind = TrafficClasses.All[flow.Class];
        long sent = _random.NextScaled(kind.Packets.Low, kind.Packets.High);
        long received = Math.Max(1, sent * (12 + _random.Next(8)) / 16);
        return (
            sent,
            (sent * kind.PacketSize.Sent) + _random.Next(40),
            received,
            (received * kind.PacketSize.Received) + _random.Next(90));
    }

    private int Peer(PeerPool pool) => pool switch
    {
        PeerPool.Clients => Outside(0),
        PeerPool.Prober => Outside(1),
        PeerPool.Servers => Outside(2),
        PeerPool.Inside when IsIPv6() => _network.InsideIPv6.Start.Value + _inside.Next(_random),
        PeerPool.Inside => _network.Inside.Start.Value + _inside.Next(_random),
        PeerPool.NextHop => _network.NextHop,
        PeerPool.Bastion => _network.Bastion,
        PeerPool.NameServer => _network.NameServer,
        PeerPool.Cache => _network.Cache,
        PeerPool.Database => _network.Database,
        PeerPool.TimeServer => _network.TimeServer,
        PeerPool.Scanner => _network.Scanner,
        PeerPool.PasswordGuesser => _network.PasswordGuesser,
        _ => _network.DropSite,
    };

    /// <summary>Clients, probers and servers are different hosts: each use takes every third rank.</summary>
    private int Outside(int use) => IsIPv6()
        ? _network.OutsideIPv6.Start.Value + _outsideIPv6.Next(_random)
        : _network.Outside.Start.Value + (_outside.Next(_random) * OutsideUses) + use;

    private bool IsIPv6() => _random.Next(1 << 16) < _ipv6Chance;

    private static int Count(Range range) => range.End.Value - range.Start.Value;
}
