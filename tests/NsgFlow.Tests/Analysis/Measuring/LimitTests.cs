using NsgFlow.Analysis.Measuring;
using NsgFlow.Streaming;
using NsgFlow.Tests.Analysis.Stitching;
using NsgFlow.Tests.Support;
using TupleTexts = NsgFlow.Tests.Analysis.Stitching.Tuples;

namespace NsgFlow.Tests.Analysis.Measuring;

/// <summary>What is too much ends the work, for any number of workers alike.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void More_groups_than_may_be_kept(int workers)
    {
        NamedSource[] sources = [Log(0, 1, 2), Log(1, 3, 4), Log(2, 5, 1)];
        var options = new MeasureOptions { By = [MeasureField.SourcePort], MaxGroup = 5 };

        Assert.Equal(5, MeasureRun.Pool(sources, options, workers).Count);
        FlowCollectorException e = Assert.Throws<FlowCollectorException>(() => MeasureRun.Pool(sources, options with { MaxGroup = 4 }, workers));
        Assert.Equal("TooManyGroups", e.Reason);
        Assert.Equal([4], e.Arguments);
    }

    [Theory]
    [InlineData("1,9223372036854775807,,", "1,1,,")]
    [InlineData("1,9223372036854775807,,", "1,,,1")]
    public void A_sum_beyond_63_bits(string one, string other)
    {
        NamedSource[] sources =
        [
            new("a.json", SmallLogs.Envelope(TupleTexts.Nsg(60, TupleTexts.T(0, 'C', one)))),
            new("b.json", SmallLogs.Envelope(TupleTexts.Nsg(60, TupleTexts.T(0, 'C', other)))),
        ];

        Assert.Equal("CounterOverflow", Assert.Throws<FlowCollectorException>(() => MeasureRun.Pool(sources, new MeasureOptions(), 1)).Reason);
        Assert.Equal("CounterOverflow", Assert.Throws<FlowCollectorException>(() => MeasureRun.Pool(sources, new MeasureOptions(), 2)).Reason);
        Assert.Equal(long.MaxValue, MeasureRun.Pool(sources[..1], new MeasureOptions(), 1)[0].BytesSent);
    }

    [Fact]
    public void A_large_table_finds_what_a_small_one_finds()
    {
        const int Groups = 50_000;
        var layout = new KeyLayout(new MeasureOptions { By = [MeasureField.SourceAddress, MeasureField.SourcePort] });
        var table = new GroupTable(layout, Groups);
        ulong[] keys = [.. Enumerable.Range(0, Groups).Select(i => (ulong)i * 0x1_0001)];
        int[] first = new int[Groups];
        int[] second = new int[Groups];

        table.FindAll(keys, first);
        table.FindAll(keys, second);

        Assert.Equal(Enumerable.Range(0, Groups), first);
        Assert.Equal(first, second);
        Assert.All(first, group => Assert.Equal(keys[group], table.KeyOf(group)[0]));
    }

    private static NamedSource Log(int name, params int[] ports) =>
        new($"{name}.json", SmallLogs.Envelope(TupleTexts.Nsg(60, [.. ports.Select(p => TupleTexts.T(0, 'A', port: p))])));
}
