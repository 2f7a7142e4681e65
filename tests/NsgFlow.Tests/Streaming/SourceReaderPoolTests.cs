using System.Text;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.Streaming;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Streaming;

/// <summary>Reading ahead on several workers: the order, the bounds, the end, and sources that fail.</summary>
public sealed class SourceReaderPoolTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Pages_come_in_the_order_of_the_sources_however_many_workers_read(int workers)
    {
        // Of very different sizes, so that later sources are finished long before earlier ones.
        FlowSource[] sources = [.. Enumerable.Range(0, 60).Select(i => new MemorySource(Log(i % 7 == 0 ? 5000 : i % 3)))];

        List<SourcePage> pages = ReadAll(sources, workers);

        Assert.Equal(sources, pages.Select(p => p.Source).Distinct());
        Assert.Equal(sources, pages.OfType<EndPage>().Select(p => p.Source));
        for (int i = 0; i < sources.Length; i++)
        {
            SourcePage[] own = [.. pages.SkipWhile(p => p.Source != sources[i]).TakeWhile(p => p.Source == sources[i])];
            Assert.IsType<EndPage>(own[^2]);
            Assert.IsType<JobEndPage>(own[^1]);
            Assert.Equal(Enumerable.Range(0, i % 7 == 0 ? 5000 : i % 3), own.SelectMany(FlowsOf).Select(f => f.SourcePort));
        }
    }

    [Fact]
    public void Workers_wait_while_nobody_takes_pages()
    {
        byte[] log = Log(60_000);
        MemorySource[] sources = [.. Enumerable.Range(0, 8).Select(_ => new MemorySource(log))];
        using var pool = new SourceReaderPool(FlowFilter.None, new FlowReadOptions(), emit => new RecordCollector(emit), 2, CancellationToken.None);
        foreach (MemorySource source in sources)
        {
            pool.Add(source);
        }

        // Both workers fill their pages, and then stand still: sources behind them stay closed.
        long bytes = -1;
        Assert.True(SpinWait.SpinUntil(() => sources[0].Opened + sources[1].Opened == 2, s_patience));
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                Thread.Sleep(200);
                long before = bytes;
                bytes = pool.Progress.Bytes;
                return bytes == before;
            },
            s_patience));
        Assert.True(bytes < 2L * log.Length, $"{bytes} of {log.Length} bytes");
        Assert.All(sources.Skip(2), s => Assert.Equal(0, s.Opened));

        List<SourcePage> pages = Drain(pool);
        Assert.Equal(8 * 60_000, pages.Sum(p => FlowsOf(p).Length));
        Assert.Equal(8L * log.Length, pool.Progress.Bytes);
        Assert.True(pool.IsIdle);
    }

    [Fact]
    public void The_pool_is_full_at_a_bound_and_has_room_again_when_a_source_was_taken()
    {
        using var pool = new SourceReaderPool(FlowFilter.None, new FlowReadOptions(), emit => new RecordCollector(emit), 2, CancellationToken.None);
        Assert.True(pool.IsIdle);
        Assert.Null(pool.Current);
        Assert.Null(pool.Take(TimeSpan.Zero));
        int added = 0;
        while (!pool.IsFull && added < 1000)
        {
            pool.Add(new MemorySource(Log(1)));
            added++;
        }

        Assert.InRange(added, 2, 100);
        while (pool.Take(s_patience) is not JobEndPage)
        {
            Assert.NotNull(pool.Current);
        }

        Assert.False(pool.IsFull);
    }

    [Fact]
    public void Disposing_ends_workers_that_wait_for_room_and_may_be_done_twice()
    {
        var before = new CountingSource(Log(60_000));
        var pool = new SourceReaderPool(FlowFilter.None, new FlowReadOptions(), emit => new RecordCollector(emit), 3, CancellationToken.None);
        CountingSource[] sources = [before, .. Enumerable.Range(0, 5).Select(_ => new CountingSource(Log(60_000)))];
        foreach (CountingSource source in sources)
        {
            pool.Add(source);
        }

        Assert.NotNull(pool.Take(s_patience));
        pool.Dispose();
        pool.Dispose();

        // A worker closes its source when it ends.
        Assert.All(sources, s => Assert.Equal(s.Opened, s.Closed));
        Assert.InRange(sources.Sum(s => s.Opened), 1, 3);
    }

    [Fact]
    public void A_pool_that_was_never_used_is_disposed()
    {
        var pool = new SourceReaderPool(FlowFilter.None, new FlowReadOptions(), emit => new RecordCollector(emit), 3, CancellationToken.None);

        pool.Dispose();

        Assert.True(pool.IsIdle);
    }

    [Fact]
    public void Cancelling_from_outside_stops_who_waits_for_a_page()
    {
        using var cancellation = new CancellationTokenSource();
        using var pool = new SourceReaderPool(FlowFilter.None, new FlowReadOptions(), emit => new RecordCollector(emit), 1, cancellation.Token);
        pool.Add(new ActionSource(() =>
        {
            cancellation.Cancel();
            return Stream.Null;
        }));

        Assert.ThrowsAny<OperationCanceledException>(() => pool.Take(s_patience));
    }

    [Fact]
    public void A_source_that_fails_gives_a_failure_and_the_others_go_on()
    {
        var unreadable = new IOException("unreadable");
        FlowSource[] sources =
        [
            new MemorySource(Log(3)),
            new ActionSource(() => throw unreadable),
            new MemorySource(Log(2)),
            new ActionSource(() => new FailingStream(Log(2000), new UnauthorizedAccessException())),
            new ActionSource(() => throw new InvalidOperationException()),

            // What a network client throws when its own time is up, though nobody stopped us.
            new ActionSource(() => throw new TaskCanceledException("The request timed out.")),
            new ActionSource(() => new FailingStream(Log(10), new OperationCanceledException())),
            new MemorySource(Log(1)),
        ];

        List<SourcePage> pages = ReadAll(sources, workers: 2);

        Assert.Equal(sources, pages.Where(p => p is EndPage or FailurePage).Select(p => p.Source));
        Assert.Equal([1, 3, 4, 5, 6], pages.OfType<FailurePage>().Select(p => Array.IndexOf(sources, p.Source)));
        Assert.Same(unreadable, pages.OfType<FailurePage>().First().Exception);
        Assert.Equal([0, 2, 7], pages.OfType<EndPage>().Select(p => Array.IndexOf(sources, p.Source)));

        // Rows of a source that failed never come out as another's.
        Assert.All(pages, p => Assert.All(FlowsOf(p), f => Assert.Equal(p.Source.Name, f.Source)));
        Assert.Equal([3, 2, 1], pages.OfType<EndPage>().Select(e => pages.Where(p => p.Source == e.Source).Sum(p => FlowsOf(p).Length)));
    }

    [Fact]
    public void Twenty_faults_of_a_source_are_given_and_the_rest_is_counted()
    {
        string tuple = "1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A";
        byte[] few = Encoding.UTF8.GetBytes(SmallLogs.Envelope(SmallLogs.NsgRecord([.. Enumerable.Repeat("bad", 20), tuple])));
        byte[] many = Encoding.UTF8.GetBytes(SmallLogs.Envelope(SmallLogs.NsgRecord([.. Enumerable.Repeat("bad", 5000), tuple])));

        List<SourcePage> pages = ReadAll([new MemorySource(few), new MemorySource(many)], workers: 2);

        FlowReadSummary[] ends = [.. pages.OfType<EndPage>().Select(p => p.Summary)];
        Assert.Equal([(20L, 0L), (5000L, 4980L)], ends.Select(s => (s.Faults, s.UnreportedFaults)));
        Assert.Equal(40, pages.Count(p => p is FaultPage));
        Assert.Equal(2, pages.Sum(p => FlowsOf(p).Length));
    }

    [Fact]
    public void Flows_and_faults_come_in_the_order_of_the_source()
    {
        string Good(int port) => $"1700000000,10.0.0.1,10.0.0.2,{port},2,T,I,A";
        byte[] log = Encoding.UTF8.GetBytes(SmallLogs.Envelope(SmallLogs.NsgRecord(Good(1), Good(2), "bad", Good(3), "worse", "worst", Good(4))));

        List<SourcePage> pages = ReadAll([new MemorySource(log)], workers: 1);

        Assert.Equal(
            ["1", "2", "bad", "3", "worse", "worst", "4"],
            pages.SelectMany(p => p switch
            {
                ResultPage => FlowsOf(p).Select(f => $"{f.SourcePort}"),
                FaultPage fault => [fault.Fault.Text!],
                _ => [],
            }));
    }

    private static FlowRecord[] FlowsOf(SourcePage page) => page is ResultPage { Results: [RecordRows rows] } ? [.. Enumerable.Range(0, rows.Count).Select(i => rows[i])] : [];

    private static List<SourcePage> ReadAll(IEnumerable<FlowSource> sources, int workers)
    {
        using var pool = new SourceReaderPool(FlowFilter.None, new FlowReadOptions(), emit => new RecordCollector(emit), workers, CancellationToken.None);
        var pages = new List<SourcePage>();
        foreach (FlowSource source in sources)
        {
            while (pool.IsFull)
            {
                pages.Add(Next(pool));
            }

            pool.Add(source);
        }

        pages.AddRange(Drain(pool));
        return pages;
    }

    private static List<SourcePage> Drain(SourceReaderPool pool)
    {
        var pages = new List<SourcePage>();
        while (!pool.IsIdle)
        {
            pages.Add(Next(pool));
        }

        return pages;
    }

    private static SourcePage Next(SourceReaderPool pool)
    {
        SourcePage? page = pool.Take(s_patience);
        Assert.NotNull(page);
        return page;
    }

    /// <summary>With the version before the tuples, so that they are decoded while they are read.</summary>
    private static byte[] Log(int tuples)
    {
        string record = SmallLogs.NsgRecord([.. Enumerable.Range(0, tuples).Select(i => $"1700000000,10.0.0.1,10.0.0.2,{i},2,T,I,A")]);
        return Encoding.UTF8.GetBytes(SmallLogs.Envelope(record.Replace("\"properties\":{", "\"properties\":{\"Version\":1,", StringComparison.Ordinal)));
    }
}
