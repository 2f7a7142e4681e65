using NsgFlow.Analysis.Measuring;
using NsgFlow.Tests.Analysis.Stitching;
using NsgFlow.Tests.Support;
using TupleTexts = NsgFlow.Tests.Analysis.Stitching.Tuples;

namespace NsgFlow.Tests.Analysis.Measuring;

/// <summary>The largest of very many groups, in few places.</summary>
public sealed class ApproximateTests
{
    private const int Capacity = 64;

    public static TheoryData<int, bool> Cases
    {
        get
        {
            var data = new TheoryData<int, bool>();
            for (int seed = 1; seed <= 10; seed++)
            {
                data.Add(seed, false);
                data.Add(seed, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_written_is_within_its_bound_and_what_is_not_is_below_the_floor(int seed, bool byBytes)
    {
        MeasureField order = byBytes ? MeasureField.Bytes : MeasureField.Flows;
        NamedSource[] sources = Skewed(seed);
        var options = new MeasureOptions { By = [MeasureField.SourceAddress, MeasureField.SourcePort], Top = Capacity / 4, SortBy = order, Approximate = true };
        Dictionary<string, FlowSummary> exact = MeasureRun.Pool(sources, options with { Top = null, Approximate = false }, 1).ToDictionary(s => s.Key);

        (List<FlowSummary> found, long floor) = MeasureRun.Approximate(sources, options, 1, Capacity);
        (List<FlowSummary> all, _) = MeasureRun.Approximate(sources, options with { Top = Capacity }, 1, Capacity);

        Assert.True(exact.Count > 2 * Capacity, "the groups fit, and nothing is tested");
        Assert.True(floor > 0);
        foreach (FlowSummary summary in found)
        {
            long shown = Weight(summary, order);
            long truth = Weight(exact[summary.Key], order);
            Assert.InRange(truth, shown, shown + summary.ErrorBound!.Value);
            Assert.True(summary.Rows <= exact[summary.Key].Rows);
            Assert.Null(summary.Continued);
        }

        Assert.Equal(found.OrderByDescending(s => Weight(s, order)).Select(s => Weight(s, order)), found.Select(s => Weight(s, order)));
        long total = exact.Values.Sum(s => Weight(s, order));
        IEnumerable<string> heavy = exact.Values.Where(s => Weight(s, order) > Math.Max(floor, total / Capacity * 4)).Select(s => s.Key);
        Assert.Subset(all.Select(s => s.Key).ToHashSet(), heavy.ToHashSet());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void The_result_does_not_depend_on_how_the_flows_come(int workers)
    {
        NamedSource[] sources = Skewed(5);
        var options = new MeasureOptions { By = [MeasureField.SourceAddress, MeasureField.SourcePort], Top = 10, Approximate = true };
        string[] Lines((List<FlowSummary> Summaries, long Floor) result) => [.. result.Summaries.Select(s => $"{s.Key} {s.Rows} {s.Flows} {s.Bytes} {s.ErrorBound}"), $"{result.Floor}"];

        string[] one = Lines(MeasureRun.Approximate(sources, options, 1, Capacity));

        Assert.Equal(one, Lines(MeasureRun.Approximate(sources, options, workers, Capacity)));
        Assert.Equal(one, Lines(MeasureRun.ApproximatePipeline(StitchRun.Records(sources), options, Capacity)));
    }

    [Fact]
    public void Where_all_groups_fit_the_result_is_exact()
    {
        NamedSource[] sources = Skewed(6);
        var options = new MeasureOptions { By = [MeasureField.SourceAddress, MeasureField.SourcePort], Top = 10, Approximate = true };

        List<FlowSummary> found = MeasureRun.Approximate(sources, options, 2, 100_000).Summaries;

        Assert.All(found, s => Assert.Equal(0, s.ErrorBound));
        Assert.Equal(
            MeasureRun.Pool(sources, options, 1).Select(s => $"{s.Key} {s.Rows} {s.Flows} {s.Bytes}"),
            found.Select(s => $"{s.Key} {s.Rows} {s.Flows} {s.Bytes}"));
    }

    private static long Weight(FlowSummary s, MeasureField order) => order == MeasureField.Flows ? s.Flows : s.Bytes ?? 0;

    /// <summary>Few groups with many flows, and many with one. IPv6 too, whose addresses have names.</summary>
    private static NamedSource[] Skewed(int seed)
    {
        var random = new Random(seed);
        string Tuple()
        {
            int rank = (int)Math.Pow(1000, random.NextDouble() * random.NextDouble());
            string address = rank % 3 == 0 ? FormattableString.Invariant($"2001:db8::{rank:x}") : FormattableString.Invariant($"10.0.{rank / 250}.{(rank % 250) + 1}");
            return FormattableString.Invariant($"{TupleTexts.Nine},{address},10.1.1.1,{1000 + (rank % 7)},443,T,O,A,{(random.Next(2) == 0 ? "B,,,," : $"C,1,{random.Next(100)},1,{random.Next(50)}")}");
        }

        return [.. Enumerable.Range(0, 6).Select(i => new NamedSource($"log{i}.json", SmallLogs.Envelope(TupleTexts.Nsg(60, [.. Enumerable.Range(0, 600).Select(_ => Tuple())]))))];
    }
}
