using NsgFlow.Azure.Reading;

namespace NsgFlow.Azure.Tests.Reading;

public sealed class DownloadBufferTests
{
    [Fact]
    public async Task Bytes_come_out_as_they_went_in_however_small_the_buffer()
    {
        var buffer = new DownloadBuffer(new byte[7]);
        byte[] sent = [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i * 31))];
        Task writing = Task.Run(async () =>
        {
            for (int at = 0; at < sent.Length;)
            {
                Memory<byte> room = await buffer.GetRoomAsync(CancellationToken.None);
                int count = Math.Min(room.Length, sent.Length - at);
                sent.AsSpan(at, count).CopyTo(room.Span);
                buffer.Advance(count);
                at += count;
            }

            buffer.Complete(null);
        });

        var received = new List<byte>();
        byte[] piece = new byte[5];
        for (int read = buffer.Read(piece); read > 0; read = buffer.Read(piece))
        {
            received.AddRange(piece[..read]);
        }

        await writing;
        Assert.Equal(sent, received);
    }

    [Fact]
    public async Task A_failure_comes_behind_the_last_byte()
    {
        var buffer = new DownloadBuffer(new byte[8]);
        (await buffer.GetRoomAsync(CancellationToken.None)).Span[0] = 1;
        buffer.Advance(1);
        buffer.Complete(new IOException("broken"));
        byte[] piece = new byte[4];

        Assert.Equal(1, buffer.Read(piece));
        Assert.Throws<IOException>(() => buffer.Read(piece));
        Assert.Throws<IOException>(() => buffer.Read(piece));
    }

    [Fact]
    public async Task Closing_wakes_both_ends()
    {
        var buffer = new DownloadBuffer(new byte[2]);
        Assert.True(buffer.IsStarved);
        Task<int> reading = Task.Run(() => buffer.Read(new byte[1]));
        buffer.Close();
        await Assert.ThrowsAsync<OperationCanceledException>(() => reading);

        var full = new DownloadBuffer(new byte[2]);
        full.Advance((await full.GetRoomAsync(CancellationToken.None)).Length);
        Assert.False(full.IsStarved);
        ValueTask<Memory<byte>> room = full.GetRoomAsync(CancellationToken.None);
        Assert.False(room.IsCompleted);
        full.Close();

        Assert.True((await room).IsEmpty);
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting_for_room()
    {
        var buffer = new DownloadBuffer(new byte[1]);
        buffer.Advance((await buffer.GetRoomAsync(CancellationToken.None)).Length);
        using var stop = new CancellationTokenSource();
        Task<Memory<byte>> room = buffer.GetRoomAsync(stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => room);
    }
}
