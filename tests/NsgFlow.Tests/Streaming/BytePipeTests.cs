using System.Text;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.Streaming;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Streaming;

public sealed class BytePipeTests
{
    // A guard against tests that hang, not a measure of speed.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_is_written_in_pieces_of_any_size_is_read_in_the_same_order()
    {
        const int Length = 5_000_000;
        byte[] bytes = new byte[Length];
        new Random(20260115).NextBytes(bytes);
        var pipe = new BytePipe(CancellationToken.None);
        Task<byte[]> reading = Task.Run(() =>
        {
            var copy = new MemoryStream();
            pipe.Reader.CopyTo(copy, 10_007);
            return copy.ToArray();
        });

        var sizes = new Random(7);
        for (int at = 0; at < Length;)
        {
            int taken = pipe.Write(bytes.AsSpan(at, Math.Min(Length - at, sizes.Next(1, 300_000))));
            at += taken;
            if (taken == 0)
            {
                pipe.WaitForRoom(TimeSpan.FromMilliseconds(10));
            }
        }

        pipe.Complete();

        Assert.Equal(bytes, await reading.WaitAsync(s_patience));
        Assert.False(pipe.HasUnread);
    }

    [Fact]
    public void A_full_pipe_takes_nothing_and_does_not_wait()
    {
        var pipe = new BytePipe(CancellationToken.None);
        byte[] piece = new byte[100_000];
        int taken = 0;
        for (int i = 0; i < 100; i++)
        {
            taken += pipe.Write(piece);
        }

        Assert.Equal(1024 * 1024, taken);
        Assert.Equal(0, pipe.Write(piece));
        Assert.False(pipe.WaitForRoom(TimeSpan.Zero));

        Assert.Equal(5, pipe.Reader.Read(new byte[5]));

        Assert.True(pipe.WaitForRoom(TimeSpan.Zero));
        Assert.Equal(5, pipe.Write(piece));
    }

    [Fact]
    public async Task Little_is_read_as_soon_as_it_is_let_through()
    {
        var pipe = new BytePipe(CancellationToken.None);
        Task<int> reading = Task.Run(() => pipe.Reader.Read(new byte[10]));
        pipe.Write("abc"u8);
        pipe.Flush();

        Assert.Equal(3, await reading.WaitAsync(s_patience));
    }

    [Fact]
    public async Task A_waiting_reader_is_freed_by_cancellation()
    {
        using var stop = new CancellationTokenSource();
        var pipe = new BytePipe(stop.Token);
        Task reading = Task.Run(() => pipe.Reader.ReadByte());
        Assert.True(SpinWait.SpinUntil(() => pipe.WaitUntilRead(TimeSpan.FromMilliseconds(10)), s_patience));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(s_patience));
    }

    [Fact]
    public void A_closed_pipe_swallows_what_is_written_and_remembers_that_it_did()
    {
        var pipe = new BytePipe(CancellationToken.None);
        pipe.Write("abc"u8);
        pipe.Flush();
        pipe.Reader.ReadExactly(new byte[3]);
        pipe.Reader.Dispose();
        Assert.False(pipe.HasUnread);

        Assert.Equal(3, pipe.Write("def"u8));

        Assert.True(pipe.HasUnread);
        Assert.True(pipe.WaitUntilRead(TimeSpan.Zero));
    }

    [Fact]
    public async Task Flows_come_out_before_the_reader_waits_for_more()
    {
        string log = SmallLogs.Envelope(SmallLogs.NsgRecord([.. Enumerable.Range(1, 3).Select(i => $"1767323045,10.0.0.1,10.0.0.2,{i},443,T,O,A,B,,,,")]))
            .Replace("{\"flows\":[{\"rule\"", "{\"Version\":2,\"flows\":[{\"rule\"", StringComparison.Ordinal);

        // The decoder looks a few bytes beyond a tuple before it takes it, so the second may still be waiting.
        int cut = log.IndexOf("10.0.0.2,3,", StringComparison.Ordinal);
        using var stop = new CancellationTokenSource();
        var pipe = new BytePipe(stop.Token);
        var sink = new CountingSink();
        Task<FlowReadSummary> reading = Task.Run(() => new FlowLogReader(new PipeFlowSource(null, pipe), sink, FlowFilter.None, new FlowReadOptions(), new WorkerTables(FlowFilter.None), stop.Token).Read());

        pipe.Write(Encoding.UTF8.GetBytes(log[..cut]));
        pipe.Flush();
        Assert.True(SpinWait.SpinUntil(() => pipe.WaitUntilRead(TimeSpan.FromMilliseconds(10)), s_patience));
        Assert.InRange(sink.Rows, 1, 2);

        pipe.Write(Encoding.UTF8.GetBytes(log[cut..]));
        pipe.Complete();
        FlowReadSummary summary = await reading.WaitAsync(s_patience);
        Assert.Equal(3, sink.Rows);
        Assert.Equal(SourceEnd.Complete, summary.End);
        Assert.Equal(log.Length, summary.Bytes);
    }

    private sealed class CountingSink : FlowSink
    {
        private int _rows;

        public int Rows => Volatile.Read(ref _rows);

        public override void Accept(FlowBatch batch) => Interlocked.Add(ref _rows, batch.Rows.Length);

        public override void Report(FlowFault fault) => Assert.Fail($"{fault}");
    }
}
