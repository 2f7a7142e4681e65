using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace NsgFlow.Azure.Reading;

/// <summary>A block as it was committed.</summary>
internal readonly record struct BlockEntry(string Id, long Offset, long Length)
{
    public long End => Offset + Length;
}

/// <summary>The committed blocks of one version of a blob.</summary>
internal sealed record BlockList(string ETag, IReadOnlyList<BlockEntry> Blocks)
{
    /// <summary>The length of the whole.</summary>
    public long Length => Blocks.Count > 0 ? Blocks[^1].End : 0;

    public static async Task<BlockList> GetAsync(BlockBlobClient client, CancellationToken cancellation)
    {
        Response<global::Azure.Storage.Blobs.Models.BlockList> answer = await client.GetBlockListAsync(BlockListTypes.Committed, cancellationToken: cancellation).ConfigureAwait(false);
        var blocks = new List<BlockEntry>();
        long offset = 0;
        foreach (BlobBlock block in answer.Value.CommittedBlocks)
        {
            blocks.Add(new BlockEntry(block.Name, offset, block.SizeLong));
            offset += block.SizeLong;
        }

        return new BlockList(answer.GetRawResponse().Headers.ETag?.ToString("H") ?? string.Empty, blocks);
    }

    /// <summary>How many blocks at the beginning are the same in both.</summary>
    public int CountCommon(BlockList other)
    {
        int count = 0;
        while (count < Blocks.Count && count < other.Blocks.Count && Blocks[count] == other.Blocks[count])
        {
            count++;
        }

        return count;
    }
}
