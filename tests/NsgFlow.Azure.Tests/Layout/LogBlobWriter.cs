using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace NsgFlow.Azure.Tests.Layout;

/// <summary>
/// Writes a log as Azure's writer does: each minute the new blocks are staged, and the whole list is committed again.
/// </summary>
internal sealed class LogBlobWriter(BlobContainerClient container, SampledLog log)
{
    private static readonly BlobHttpHeaders s_headers = new() { ContentType = "application/octet-stream" };
    private readonly HashSet<string> _staged = new(StringComparer.Ordinal);

    public SampledLog Log { get; } = log;

    public BlockBlobClient Blob { get; } = container.GetBlockBlobClient(log.Name);

    /// <summary>How many minutes are committed.</summary>
    public int Minutes { get; private set; }

    /// <summary>The flows that are committed.</summary>
    public IReadOnlyList<FlowRecord> Flows => Log.FlowsOf(Minutes);

    public Task WriteAllAsync() => CommitAsync(Log.Minutes);

    /// <summary>Writes on, by so many minutes.</summary>
    public Task GrowAsync(int minutes = 1, bool closed = true) => CommitAsync(Math.Min(Minutes + minutes, Log.Minutes), closed);

    /// <summary>Commits the first so many minutes: more than now, or fewer, or the same under a new ETag.</summary>
    public async Task CommitAsync(int minutes, bool closed = true)
    {
        await CommitAsync(Log.BlocksOf(minutes, closed));
        Minutes = minutes;
    }

    /// <summary>Commits blocks as they are, such as a list that is not Azure's.</summary>
    public async Task CommitAsync(IReadOnlyList<LogBlock> blocks)
    {
        foreach (LogBlock block in blocks)
        {
            if (_staged.Add(block.Id))
            {
                using var bytes = new MemoryStream(block.Bytes.ToArray());
                await Blob.StageBlockAsync(block.Id, bytes);
            }
        }

        await Blob.CommitBlockListAsync(blocks.Select(block => block.Id), s_headers);
    }

    /// <summary>
    /// Exchanges a committed block for another of the same length under an id of its own: what stood before the
    /// offset of a reader is no longer what it read.
    /// </summary>
    public async Task ReplaceBlockAsync(int index)
    {
        List<LogBlock> blocks = [.. Log.BlocksOf(Minutes)];
        byte[] bytes = blocks[index].Bytes.ToArray();
        // Another digit in the fraction of the record's time, so that it is still a log.
        int digit = bytes.AsSpan().IndexOf((byte)'.') + 1;
        bytes[digit] = (byte)(bytes[digit] == '0' ? '1' : '0');
        string id = Convert.ToBase64String(Encoding.ASCII.GetBytes("D" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16))));
        blocks[index] = blocks[index] with { Id = id, Bytes = bytes };
        await CommitAsync(blocks);
    }

    public Task DeleteAsync() => Blob.DeleteAsync();
}
