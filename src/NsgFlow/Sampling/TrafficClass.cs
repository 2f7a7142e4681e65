namespace NsgFlow.Sampling;

/// <summary>Who is at the other end of a flow.</summary>
internal enum PeerPool : byte
{
    Clients,
    Prober,
    Servers,
    Inside,
    NextHop,
    Bastion,
    NameServer,
    Cache,
    Database,
    TimeServer,
    Scanner,
    PasswordGuesser,
    DropSite,
}

/// <summary>Which encryption codes the flows of a class take.</summary>
internal enum EncryptionUse : byte
{
    /// <summary>Leaves the virtual network: never encrypted.</summary>
    Outside,

    /// <summary>Stays inside: encrypted, or one of the reasons not to be.</summary>
    Inside,

    /// <summary>Dropped because it was not encrypted.</summary>
    Dropped,
}

/// <summary>A kind of traffic: who talks to whom, how often, how long, how much.</summary>
internal sealed record TrafficClass
{
    /// <summary>How often it occurs among the background traffic; 0 for what only a story makes.</summary>
    public int Weight { get; init; }

    public required SampleRule Rule { get; init; }

    public required FlowDirection Direction { get; init; }

    public FlowDecision Decision { get; init; }

    public required PeerPool Peer { get; init; }

    /// <summary>The destination port; 0 for one drawn from the ports that probers try.</summary>
    public int Port { get; init; }

    /// <summary>The source port; 0 for a random one.</summary>
    public int SourcePort { get; init; }

    public FlowProtocol Protocol { get; init; } = FlowProtocol.TCP;

    /// <summary>How many in 1000 live for minutes up to an hour rather than for seconds.</summary>
    public int LongLived { get; init; }

    /// <summary>Packets of an interval: between 2 to the power of these two.</summary>
    public (int Low, int High) Packets { get; init; }

    /// <summary>Bytes of a packet from source to destination, and back.</summary>
    public (int Sent, int Received) PacketSize { get; init; } = (120, 600);

    public EncryptionUse Encryption { get; init; }

    /// <summary>Occurs in virtual network logs alone.</summary>
    public bool VNetOnly { get; init; }

    /// <summary>Occurs on the last interface alone.</summary>
    public bool LastNicOnly { get; init; }
}
