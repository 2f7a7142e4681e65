using NsgFlow.Analysis.Measuring;
using NsgFlow.Tests.Analysis.Stitching;
using TupleTexts = NsgFlow.Tests.Analysis.Stitching.Tuples;

namespace NsgFlow.Tests.Analysis.Measuring;

public sealed class KeyTests
{
    [Theory]
    [InlineData(FlowProtocol.TCP, 22, "ssh")]
    [InlineData(FlowProtocol.TCP, 80, "http")]
    [InlineData(FlowProtocol.UDP, 53, "domain")]
    [InlineData(FlowProtocol.TCP, 6379, "redis")]
    [InlineData(FlowProtocol.UDP, 6379, null)]
    [InlineData(FlowProtocol.TCP, 6042, "x11")]
    [InlineData(FlowProtocol.TCP, 465, "submissions")]
    [InlineData(FlowProtocol.SCTP, 38412, "ng-control")]
    [InlineData((FlowProtocol)33, 1021, "exp1")]
    [InlineData(FlowProtocol.ICMP, 80, null)]
    [InlineData(FlowProtocol.TCP, 65535, null)]
    [InlineData(FlowProtocol.TCP, 0, null)]
    public void Services_bear_their_IANA_names(FlowProtocol protocol, int port, string? name) =>
        Assert.Equal(name, ServiceNames.NameOf(ServiceNames.NumberOf(protocol, (ushort)port)));

    [Fact]
    public void No_rows_make_one_summary_of_zeros_and_no_groups()
    {
        FlowSummary total = Assert.Single(MeasureRun.Pool([], new MeasureOptions(), 2));
        Assert.Equal((0L, 0L, 0L), (total.Rows, total.Flows, total.Continued!.Value));
        Assert.Null(total.Bytes);
        Assert.Null(total.FirstSeen);
        Assert.Empty(MeasureRun.Pool([], new MeasureOptions { By = [MeasureField.Rule] }, 2));
    }

    [Fact]
    public void Gaps_are_filled_between_the_first_and_the_last_interval_for_each_combination_of_the_rest()
    {
        NamedSource source = TupleTexts.Log(TupleTexts.Nsg(60, TupleTexts.T(0, 'B', port: 1), TupleTexts.T(4 * 3600, 'B', port: 1), TupleTexts.T(3600, 'B', port: 2)));
        var options = new MeasureOptions { By = [MeasureField.SourcePort, MeasureField.Interval], FillGap = true, Interval = TimeSpan.FromHours(1) };

        List<FlowSummary> filled = MeasureRun.Pool([source], options, 1);

        Assert.Equal(10, filled.Count);
        Assert.Equal([1L, 0, 0, 0, 1, 0, 1, 0, 0, 0], filled.Select(s => s.Rows));
        Assert.Equal(Enumerable.Range(0, 5).Concat(Enumerable.Range(0, 5)).Select(h => (DateTimeOffset?)TupleTexts.At(h * 3600)), filled.Select(s => s.Interval));
    }

    [Fact]
    public void Gaps_are_filled_within_the_window_where_one_is_given()
    {
        NamedSource source = TupleTexts.Log(TupleTexts.Nsg(60, TupleTexts.T(0, 'B')));
        var options = new MeasureOptions
        {
            By = [MeasureField.Interval],
            FillGap = true,
            Interval = TimeSpan.FromMinutes(30),
            StartTime = TupleTexts.At(-3600),
            EndTime = TupleTexts.At(1801),
        };

        Assert.Equal([0L, 0, 1, 0], MeasureRun.Pool([source], options, 1).Select(s => s.Rows));
        Assert.Equal([0L, 0, 0, 0], MeasureRun.Pool([], options, 1).Select(s => s.Rows));
    }
}
