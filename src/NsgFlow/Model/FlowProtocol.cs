namespace NsgFlow;

/// <summary>
/// The transport protocol of a flow. The values are IANA protocol numbers, the names IANA keywords;
/// a number that has no name here is kept and shown as the number.
/// </summary>
/// <remarks>Source: IANA, Assigned Internet Protocol Numbers. Azure logs TCP and UDP today.</remarks>
#pragma warning disable CA1008 // Zero is HOPOPT in IANA's registry; a made-up None would be a wrong name for it.
public enum FlowProtocol : byte
{
    /// <summary>IPv6 Hop-by-Hop Option, number 0.</summary>
    HOPOPT = 0,

    /// <summary>Internet Control Message, number 1.</summary>
    ICMP = 1,

    /// <summary>Internet Group Management, number 2.</summary>
    IGMP = 2,

    /// <summary>IPv4 encapsulation, number 4.</summary>
    IPv4 = 4,

    /// <summary>Transmission Control, number 6; <c>T</c> in NSG flow logs.</summary>
    TCP = 6,

    /// <summary>User Datagram, number 17; <c>U</c> in NSG flow logs.</summary>
    UDP = 17,

    /// <summary>IPv6 encapsulation, number 41.</summary>
    IPv6 = 41,

    /// <summary>Generic Routing Encapsulation, number 47.</summary>
    GRE = 47,

    /// <summary>Encapsulating Security Payload, number 50.</summary>
    ESP = 50,

    /// <summary>Authentication Header, number 51.</summary>
    AH = 51,

    /// <summary>ICMP for IPv6, number 58.</summary>
    ICMPv6 = 58,

    /// <summary>Stream Control Transmission Protocol, number 132.</summary>
    SCTP = 132,
}
