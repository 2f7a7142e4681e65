using NsgFlow.Analysis.Measuring;
using NsgFlow.Filtering;
using NsgFlow.Tests.Analysis.Stitching;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Analysis.Measuring;

/// <summary>Arbitrary logs, groupings, filters and orders: the same as counting records by hand, in every way of reading.</summary>
public sealed class MeasurePropertyTests
{
    private const MeasureField LastKey = MeasureField.Service;

    private static readonly TimeSpan[] s_intervals = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1)];
    private static readonly MeasureField[] s_orders = [MeasureField.Rows, MeasureField.Flows, MeasureField.Continued, MeasureField.Bytes, MeasureField.PacketsReceived, MeasureField.LastSeen];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_question_is_answered_as_by_counting_records(int seed)
    {
        var random = new Random(seed);
        NamedSource[] sources = new DenseLogs(seed).Make(random.Next(1, 12));
        List<FlowRecord>[] records = [.. sources.Select(s => StitchRun.Records([s]))];
        for (int question = 0; question < 6; question++)
        {
            MeasureOptions options = Options(random);
            List<FlowRecord> all = [.. records.SelectMany(r => r)];
            FlowFilterOptions filter = question % 2 == 1 && all.Count > 0 ? new RandomFilter(all, random).Several() : new FlowFilterOptions();
            List<FlowRecord>[] passing = [.. records.Select(list => list.FindAll(r => ReferenceFilter.Accepts(filter, r)))];

            List<string> expected = ReferenceMeasure.Of(passing, options);

            foreach (int workers in new[] { 1, 2, 8 })
            {
                Assert.Equal(expected, Lines(MeasureRun.Pool(sources, options, workers, filter), options));
            }

            Assert.Equal(expected, Lines(MeasureRun.Pipeline(all, options, filter), options));
        }
    }

    [Fact]
    public void Every_field_alone_makes_groups()
    {
        NamedSource[] sources = new DenseLogs(7).Make(5);
        List<FlowRecord>[] records = [.. sources.Select(s => StitchRun.Records([s]))];
        for (MeasureField field = 0; field <= LastKey; field++)
        {
            var options = new MeasureOptions { By = [field], Distinct = [field] };

            List<string> expected = ReferenceMeasure.Of(records, options);

            Assert.Equal(expected, Lines(MeasureRun.Pool(sources, options, 2), options));
            Assert.Equal(expected, Lines(MeasureRun.Pipeline(records.SelectMany(r => r), options), options));
        }
    }

    private static MeasureOptions Options(Random random)
    {
        MeasureField[] by = [.. Enumerable.Range(0, random.Next(4)).Select(_ => (MeasureField)random.Next((int)LastKey + 1)).Distinct()];
        MeasureField? order = random.Next(3) switch
        {
            0 => null,
            1 when by.Length > 0 => by[random.Next(by.Length)],
            _ => s_orders[random.Next(s_orders.Length)],
        };

        // A counter that makes groups is its value, and not what is sorted by as a sum.
        return new MeasureOptions
        {
            By = by,
            Interval = s_intervals[random.Next(s_intervals.Length)],
            PrefixLength = random.Next(33),
            IPv6PrefixLength = random.Next(129),
            Top = random.Next(2) == 0 ? null : random.Next(1, 20),
            SortBy = order is { } o && by.Contains(MeasureField.PacketsReceived) && o == MeasureField.PacketsReceived ? null : order,
            Distinct = [.. Enumerable.Range(0, random.Next(3)).Select(_ => (MeasureField)random.Next((int)LastKey + 1)).Distinct()],
        };
    }

    private static List<string> Lines(List<FlowSummary> summaries, MeasureOptions options) => [.. summaries.Select(s => ReferenceMeasure.Line(s, options.By))];
}
