namespace NsgFlow.Custody;

/// <summary>What was learned of the bytes of a log while they went by.</summary>
/// <param name="Length">How many there were.</param>
/// <param name="Sha256">Their SHA-256.</param>
/// <param name="PrefixLength">How many stand before the brackets that close the log; all where it is not closed.</param>
/// <param name="PrefixSha256">The SHA-256 of those.</param>
/// <param name="MarkSha256">The SHA-256 of the bytes before the mark; null where they ended before it.</param>
internal sealed record EvidenceDigest(long Length, string Sha256, long PrefixLength, string PrefixSha256, string? MarkSha256)
{
    /// <summary>Whether the brackets are closed.</summary>
    public bool IsClosed => PrefixLength < Length;
}
