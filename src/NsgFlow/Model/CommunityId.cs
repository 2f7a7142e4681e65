using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NsgFlow;

/// <summary>Community ID version 1: one name for a connection in all tools, whichever way round they saw it.</summary>
/// <remarks>Source: the Community ID specification, github.com/corelight/community-id-spec.</remarks>
internal static class CommunityId
{
    /// <returns>Null for ICMP, whose ids are made of types that no flow log has, and for ends of two families.</returns>
    public static string? Of(FlowAddress source, FlowAddress destination, ushort sourcePort, ushort destinationPort, FlowProtocol protocol)
    {
        if (source.IsIPv6 != destination.IsIPv6 || protocol is FlowProtocol.ICMP or FlowProtocol.ICMPv6)
        {
            return null;
        }

        bool hasPorts = protocol is FlowProtocol.TCP or FlowProtocol.UDP or FlowProtocol.SCTP;
        int order = source.CompareTo(destination);
        if (order > 0 || (order == 0 && hasPorts && sourcePort > destinationPort))
        {
            (source, destination) = (destination, source);
            (sourcePort, destinationPort) = (destinationPort, sourcePort);
        }

        // The seed, two bytes of zeros, stays as it is.
        Span<byte> text = stackalloc byte[2 + 16 + 16 + 2 + 4];
        text.Clear();
        int length = 2;
        length += Write(source, text[length..]);
        length += Write(destination, text[length..]);
        text[length] = (byte)protocol;
        length += 2;
        if (hasPorts)
        {
            BinaryPrimitives.WriteUInt16BigEndian(text[length..], sourcePort);
            BinaryPrimitives.WriteUInt16BigEndian(text[(length + 2)..], destinationPort);
            length += 4;
        }

        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The specification names SHA-1; nothing is kept safe by it.
        SHA1.HashData(text[..length], hash);
#pragma warning restore CA5350
        return "1:" + Convert.ToBase64String(hash);
    }

    private static int Write(FlowAddress address, Span<byte> target)
    {
        if (address.IsIPv6)
        {
            BinaryPrimitives.WriteUInt128BigEndian(target, address.Value);
            return 16;
        }

        BinaryPrimitives.WriteUInt32BigEndian(target, address.IPv4);
        return 4;
    }
}
