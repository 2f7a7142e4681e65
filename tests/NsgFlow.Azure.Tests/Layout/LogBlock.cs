namespace NsgFlow.Azure.Tests.Layout;

/// <summary>A block of a log's blob.</summary>
/// <param name="Id">The block id, in base64.</param>
/// <param name="Bytes">What it holds.</param>
/// <param name="Minute">The minute whose records it holds, counted from the blob's first; -1 for opener and closer.</param>
internal sealed record LogBlock(string Id, ReadOnlyMemory<byte> Bytes, int Minute)
{
    public bool IsData => Minute >= 0;
}
