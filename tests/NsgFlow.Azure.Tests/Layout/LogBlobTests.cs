using System.Text;
using Azure.Storage.Blobs.Models;
using NsgFlow.Azure.Tests.Azurite;

namespace NsgFlow.Azure.Tests.Layout;

/// <summary>Blobs lie as Azure lays them, and the truth is of their bytes.</summary>
[Collection(OnAzurite.Name)]
public sealed class LogBlobTests(AzuriteFixture azurite)
{
    private static readonly string s_opener = Convert.ToBase64String(Encoding.ASCII.GetBytes("A" + new string('0', 32)));
    private static readonly string s_closer = Convert.ToBase64String(Encoding.ASCII.GetBytes("Z" + new string('0', 32)));

    [Fact]
    public async Task Blobs_have_an_opener_minutes_and_a_closer()
    {
        StorageAccount account = azurite.NewAccount();
        SampledLogs logs = SampledLogs.Make(nics: 2, hours: 1);

        IReadOnlyList<LogBlobWriter> writers = await logs.WriteAsync(account);

        Assert.Equal(4, writers.Count);
        Assert.Equal(2, writers.Count(writer => writer.Blob.BlobContainerName == StorageAccount.NsgContainer));
        Assert.Equal(2, writers.Count(writer => writer.Blob.BlobContainerName == StorageAccount.VNetContainer));
        foreach (LogBlobWriter writer in writers)
        {
            byte[] bytes = (await writer.Blob.DownloadContentAsync()).Value.Content.ToArray();
            Assert.Equal(writer.Log.Bytes, bytes);
            Assert.Null((await writer.Blob.GetPropertiesAsync()).Value.ContentHash);
            BlobBlock[] blocks = [.. (await writer.Blob.GetBlockListAsync(BlockListTypes.Committed)).Value.CommittedBlocks];
            Assert.Equal((s_opener, 12), (blocks[0].Name, blocks[0].SizeLong));
            Assert.Equal((s_closer, 2), (blocks[^1].Name, blocks[^1].SizeLong));
            Assert.InRange(blocks.Length, 5, 200);
            long offset = 12;
            for (int i = 1; i < blocks.Length - 1; i++)
            {
                string id = Encoding.ASCII.GetString(Convert.FromBase64String(blocks[i].Name));
                Assert.Matches("^D[0-9A-F]{32}$", id);
                Assert.Equal(i == 1 ? "{" : ",", Encoding.ASCII.GetString(bytes, (int)offset, 1));
                offset += blocks[i].SizeLong;
                Assert.Equal((byte)'}', bytes[offset - 1]);
            }
        }
    }

    [Fact]
    public async Task A_blob_grows_minute_by_minute_and_may_stay_open()
    {
        LogBlobWriter writer = SampledLogs.Make(nics: 1, hours: 1, kinds: FlowLogKind.VNetV4).Writers(azurite.NewAccount()).Single();
        await writer.GrowAsync(3, closed: false);
        string open = await ReadAsync(writer);
        int flows = writer.Flows.Count;

        await writer.GrowAsync();

        string grown = await ReadAsync(writer);
        Assert.EndsWith("}", open, StringComparison.Ordinal);
        Assert.False(open.EndsWith("]}", StringComparison.Ordinal) && open.Count(c => c == '[') == open.Count(c => c == ']'));
        Assert.StartsWith(open, grown, StringComparison.Ordinal);
        Assert.EndsWith("]}", grown, StringComparison.Ordinal);
        Assert.InRange(flows, 1, writer.Flows.Count - 1);
        Assert.Equal(Tuples(open), flows);
        Assert.Equal(Tuples(grown), writer.Flows.Count);
    }

    [Fact]
    public async Task The_same_commit_again_changes_the_ETag_and_a_replaced_block_the_bytes()
    {
        LogBlobWriter writer = SampledLogs.Make(nics: 1, hours: 1, kinds: FlowLogKind.NsgV2).Writers(azurite.NewAccount()).Single();
        await writer.WriteAllAsync();
        BlobProperties first = await writer.Blob.GetPropertiesAsync();
        string text = await ReadAsync(writer);

        await writer.CommitAsync(writer.Minutes);
        BlobProperties second = await writer.Blob.GetPropertiesAsync();
        Assert.NotEqual(first.ETag, second.ETag);
        Assert.Equal(text, await ReadAsync(writer));

        await writer.ReplaceBlockAsync(1);
        string changed = await ReadAsync(writer);
        Assert.Equal(text.Length, changed.Length);
        Assert.NotEqual(text, changed);
    }

    [Fact]
    public void Flows_before_an_offset_are_those_whose_tuples_are_whole()
    {
        SampledLog log = SampledLogs.Make(nics: 1, hours: 1, kinds: FlowLogKind.NsgV2).Logs.Single();
        long end = log.Flows[1].Offset + Encoding.ASCII.GetString(log.Bytes, (int)log.Flows[1].Offset, 200).IndexOf('"', StringComparison.Ordinal) + 1;

        Assert.Equal(2, log.FlowsBefore(end).Count);
        Assert.Single(log.FlowsBefore(end - 1));
        Assert.Equal(log.Flows.Count, log.FlowsOf(log.Minutes).Count);
        Assert.Empty(log.FlowsOf(0));
    }

    private static async Task<string> ReadAsync(LogBlobWriter writer) => (await writer.Blob.DownloadContentAsync()).Value.Content.ToString();

    /// <summary>Tuples begin with their time, a number in quotes; no other text of these logs does.</summary>
    private static int Tuples(string text) => System.Text.RegularExpressions.Regex.Count(text, "\"1[0-9]{9,12},");
}
