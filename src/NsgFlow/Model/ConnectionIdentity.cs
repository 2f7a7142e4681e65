using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NsgFlow;

/// <summary>
/// The id of a connection: what the log tells of it, and nothing of how it was read. So it stays the same when the
/// logs are copied elsewhere, read again or read by more workers.
/// </summary>
internal static class ConnectionIdentity
{
    private const int Characters = 32;

    public static string Of(in FlowConnectionRow row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Azure spells the same resource in more than one case.
        Append(hash, row.Group.ResourceId?.ToUpperInvariant());
        Append(hash, row.Group.MacAddress);
        Append(hash, row.Source.Text);
        Append(hash, row.Destination.Text);
        Span<byte> rest = stackalloc byte[20];
        BinaryPrimitives.WriteUInt16LittleEndian(rest, row.SourcePort);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[2..], row.DestinationPort);
        rest[4] = (byte)row.Protocol;
        rest[5] = (byte)row.Direction;
        rest[6] = (byte)row.Decision;
        BinaryPrimitives.WriteInt64LittleEndian(rest[7..], row.Start);
        BinaryPrimitives.WriteInt32LittleEndian(rest[15..], row.Ordinal);
        rest[19] = (byte)row.StartKind;
        hash.AppendData(rest);
        return Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, Characters / 2));
    }

    private static void Append(IncrementalHash hash, string? text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text ?? ""));
        // No text holds a zero byte, so that two fields never run into one another.
        hash.AppendData([0]);
    }
}
