using System.Text;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.Streaming;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Streaming;

/// <summary>Jobs of several sources, and collectors that make something else of rows than records.</summary>
public sealed class JobTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_collector_sees_the_sources_of_its_job_one_after_the_other_and_then_the_end(int workers)
    {
        using var pool = new SourceReaderPool(FlowFilter.None, new FlowReadOptions(), emit => new Diary(emit), workers, CancellationToken.None);
        for (int job = 0; job < 5; job++)
        {
            pool.Add(Source(job * 100, "a"), new MemorySource(Encoding.UTF8.GetBytes("{")), Source((job * 100) + 50, "b"));
        }

        string[] entries = [.. Drain(pool).OfType<ResultPage>().SelectMany(p => p.Results).Cast<string>()];

        Assert.Equal(
            Enumerable.Range(0, 5).SelectMany(job => new[] { $"{job * 100} {(job * 100) + 1}", "end", "end", $"{(job * 100) + 50} {(job * 100) + 51}", "end", "complete" }),
            entries);
    }

    [Fact]
    public void A_source_that_fails_leaves_the_rest_of_its_job_to_the_collector()
    {
        using var pool = new SourceReaderPool(FlowFilter.None, new FlowReadOptions(), emit => new Diary(emit), 1, CancellationToken.None);
        pool.Add(new ActionSource(() => throw new IOException("unreadable")), Source(7, "b"));

        List<SourcePage> pages = Drain(pool);

        Assert.Equal("unreadable", Assert.Single(pages.OfType<FailurePage>()).Exception.Message);
        Assert.Equal(["7 8", "end", "complete"], pages.OfType<ResultPage>().SelectMany(p => p.Results));
        Assert.Null(Assert.Single(pages.OfType<JobEndPage>()).Exception);
    }

    [Fact]
    public void A_collector_that_cannot_go_on_ends_its_job_and_says_why()
    {
        using var pool = new SourceReaderPool(FlowFilter.None, new FlowReadOptions(), _ => new Refusal(), 1, CancellationToken.None);
        pool.Add(Source(7, "a"), Source(8, "b"));

        List<SourcePage> pages = Drain(pool);

        JobEndPage end = Assert.IsType<JobEndPage>(Assert.Single(pages));
        FlowCollectorException exception = Assert.IsType<FlowCollectorException>(end.Exception);
        Assert.Equal("TooMuch", exception.Reason);
        Assert.Equal([2], exception.Arguments);
    }

    [Fact]
    public void Fields_that_nobody_wants_are_not_checked()
    {
        string log = SmallLogs.Envelope(SmallLogs.NsgRecord("1700000000,nowhere,10.0.0.2,1,80,T,I,A", "bad,10.0.0.1,10.0.0.2,1,81,X,Q,Z", "bad,10.0.0.1,10.0.0.2,1,eighty,T,I,A"));
        var options = new FlowReadOptions { Columns = FlowColumns.DestinationPort };

        List<SourcePage> Read(FlowReadOptions how)
        {
            using var pool = new SourceReaderPool(FlowFilter.None, how, emit => new PortDiary(emit), 1, CancellationToken.None);
            pool.Add(new MemorySource(Encoding.UTF8.GetBytes(log)));
            return Drain(pool);
        }

        List<SourcePage> some = Read(options);
        Assert.Equal(["80", "81"], some.OfType<ResultPage>().SelectMany(p => p.Results));
        Assert.Equal(TupleFaultOf(some), [NsgFlow.Tuples.TupleFault.DestinationPort]);
        Assert.Equal(3, TupleFaultOf(Read(options with { Strict = true })).Length);
    }

    private static NsgFlow.Tuples.TupleFault[] TupleFaultOf(List<SourcePage> pages) => [.. pages.OfType<FaultPage>().Select(p => p.Fault.Tuple)];

    private static MemorySource Source(int port, string _) =>
        new(Encoding.UTF8.GetBytes(SmallLogs.Envelope(SmallLogs.NsgRecord($"1700000000,10.0.0.1,10.0.0.2,{port},2,T,I,A", $"1700000000,10.0.0.1,10.0.0.2,{port + 1},2,T,I,A"))));

    private static List<SourcePage> Drain(SourceReaderPool pool)
    {
        var pages = new List<SourcePage>();
        while (!pool.IsIdle)
        {
            pages.Add(pool.Take(s_patience) ?? throw new TimeoutException());
        }

        return pages;
    }

    private sealed class Diary(Action<object[]> emit) : FlowCollector
    {
        public override void Accept(ReadOnlySpan<FlowRow> rows)
        {
            var ports = new List<int>();
            foreach (ref readonly FlowRow row in rows)
            {
                ports.Add(row.SourcePort);
            }

            emit([string.Join(' ', ports)]);
        }

        public override void EndSource(FlowSource source, FlowReadSummary summary) => emit(["end"]);

        public override void Complete() => emit(["complete"]);
    }

    private sealed class PortDiary(Action<object[]> emit) : FlowCollector
    {
        public override void Accept(ReadOnlySpan<FlowRow> rows)
        {
            foreach (ref readonly FlowRow row in rows)
            {
                emit([$"{row.DestinationPort}"]);
            }
        }
    }

    private sealed class Refusal : FlowCollector
    {
        public override void Accept(ReadOnlySpan<FlowRow> rows) => throw new FlowCollectorException("TooMuch", rows.Length);
    }
}
