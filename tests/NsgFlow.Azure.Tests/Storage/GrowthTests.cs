using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Layout;
using NsgFlow.Azure.Tests.Loopback;
using NsgFlow.Azure.Tests.Proxy;

namespace NsgFlow.Azure.Tests.Storage;

/// <summary>Blobs that change while they are read: the flows are those of the length first seen, or an error names the blob.</summary>
[Collection(OnAzurite.Name)]
public sealed class GrowthTests(AzuriteFixture azurite) : IDisposable
{
    private const string Read = "Get-NsgFlowLog -Context $args[0]";
    private readonly AccountShell _shell = new(azurite);

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(100_000, 0.5)]
    [InlineData(4_000_000, 0.1)]
    [InlineData(4_000_000, 0.5)]
    [InlineData(4_000_000, 0.999999)]
    public async Task A_blob_that_grows_while_the_connection_breaks_gives_the_flows_first_seen(int bytes, double at)
    {
        LogBlobWriter writer = Writer(bytes);
        await writer.CommitAsync(writer.Log.Minutes - 3);
        IReadOnlyList<FlowRecord> first = writer.Flows;
        _shell.Proxy.On(BlobOperation.GetBlob, new Fault.During(at, _ => writer.GrowAsync()), times: 2);

        EngineResult result = _shell.Run(Read).ThrowIfFailed();

        // One that is held whole before it is decoded may be read anew, and is then the newer one.
        List<string> read = FlowText.Of(result.As<FlowRecord>());
        Assert.Contains(read.Count, bytes > 1_000_000 ? [first.Count] : new[] { first.Count, writer.Flows.Count });
        Assert.Equal(FlowText.Of(writer.Log.Flows.Take(read.Count)), read);
        Assert.Equal(writer.Log.Minutes - 1, writer.Minutes);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(4_000_000)]
    public async Task A_blob_that_grows_minute_by_minute_while_it_is_read_gives_a_length_it_had(int bytes)
    {
        LogBlobWriter writer = Writer(bytes);
        await writer.CommitAsync(2);
        // Each round trip sees another version; the body of each breaks once.
        _shell.Proxy.Add(new RandomFault(7, 0.7, request => request.Operation == BlobOperation.GetBlob, [random => new Fault.During(random.NextDouble(), _ => Task.CompletedTask)]));
        using var stop = new CancellationTokenSource();
        Task growing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested && writer.Minutes < writer.Log.Minutes)
            {
                await writer.GrowAsync();
                await Task.Delay(15);
            }
        });
        for (int i = 0; i < 5; i++)
        {
            EngineResult result = _shell.Run(Read);

            IReadOnlyList<IReadOnlyList<FlowRecord>> versions = [.. Enumerable.Range(2, writer.Log.Minutes - 1).Select(writer.Log.FlowsOf)];
            ReadingJudge.AssertWholeOrNamed(result, [writer.Log], _ => versions);
            Assert.All(result.ErrorIds, id => Assert.StartsWith("BlobChanged,", id, StringComparison.Ordinal));
        }

        await stop.CancelAsync();
        await growing;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_blob_whose_beginning_changed_is_an_error_that_names_it(bool shrinks)
    {
        LogBlobWriter writer = Writer(4_000_000);
        await writer.WriteAllAsync();
        _shell.Proxy.On(BlobOperation.GetBlob, new Fault.During(0.5, _ => shrinks ? writer.CommitAsync(1) : writer.ReplaceBlockAsync(1)));

        EngineResult result = _shell.Run(Read);

        Assert.StartsWith("BlobChanged,", Assert.Single(result.ErrorIds), StringComparison.Ordinal);
        Assert.Equal([writer.Log], ReadingJudge.AssertWholeOrNamed(result, [writer.Log]));
    }

    [Fact]
    public async Task The_same_blocks_under_another_ETag_are_read_on()
    {
        LogBlobWriter writer = Writer(4_000_000);
        await writer.WriteAllAsync();
        _shell.Proxy.On(BlobOperation.GetBlob, new Fault.During(0.5, _ => writer.CommitAsync(writer.Minutes)), times: 3);

        ReadingJudge.AssertWhole(_shell.Run(Read), [writer.Log]);
    }

    [Fact]
    public async Task Growth_between_list_and_read_gives_one_whole_length()
    {
        LogBlobWriter writer = Writer(100_000);
        await writer.CommitAsync(3);
        _shell.Proxy.On(BlobOperation.GetBlob, new Fault.Before(_ => writer.GrowAsync()));

        EngineResult result = _shell.Run(Read).ThrowIfFailed();

        ReadingJudge.AssertWholeOrNamed(result, [writer.Log], log => [log.FlowsOf(3), log.FlowsOf(4)]);
    }

    [Fact]
    public async Task The_hour_in_progress_is_read_to_its_last_whole_tuple()
    {
        LogBlobWriter writer = Writer(100_000);
        LogBlock[] blocks = [.. writer.Log.BlocksOf(4, closed: false)];
        // The end of a block is a matter of the service; a cut in the middle of a tuple is the worst it could be.
        blocks[^1] = blocks[^1] with { Bytes = blocks[^1].Bytes[..^60] };
        long length = blocks.Sum(block => block.Bytes.Length);
        await writer.CommitAsync(blocks);

        EngineResult result = _shell.Run(Read);

        Assert.Equal(FlowText.Of(writer.Log.FlowsBefore(length)), FlowText.Of(result.As<FlowRecord>()));
    }

    private LogBlobWriter Writer(int bytes) =>
        SampledLogs.Make(nics: 1, hours: 1, size: bytes, kinds: FlowLogKind.VNetV4).Writers(_shell.Account).Single();
}
