using NsgFlow.Conformance.Tests.Logs;

namespace NsgFlow.Conformance.Tests.Measuring;

/// <summary>
/// Every figure of every summary, and their order, as the database has them: from paths with one, two and eight
/// workers, and from flows of the pipeline.
/// </summary>
public abstract class MeasureTests(LogSet logs)
{
    public static TheoryData<string> KeyNames => [.. MeasureQuestions.Keys.Keys];

    public static TheoryData<string> IntervalNames => [.. MeasureQuestions.Intervals.Keys];

    public static TheoryData<string> GapNames => [.. MeasureQuestions.Gaps.Keys];

    public static TheoryData<string> TopNames => [.. MeasureQuestions.Tops.Keys];

    public static TheoryData<string> FilterNames => [.. MeasureQuestions.Filters.Keys];

    public static TheoryData<string> NothingNames => [.. MeasureQuestions.Nothing.Keys];

    [Theory]
    [MemberData(nameof(KeyNames))]
    public void Groups(string name) => Compare(MeasureQuestions.Keys[name](logs.Facts));

    [Theory]
    [MemberData(nameof(IntervalNames))]
    public void Intervals(string name) => Compare(MeasureQuestions.Intervals[name](logs.Facts));

    [Theory]
    [MemberData(nameof(GapNames))]
    public void Gaps(string name) => Compare(MeasureQuestions.Gaps[name](logs.Facts));

    [Theory]
    [MemberData(nameof(TopNames))]
    public void Tops(string name) => Compare(MeasureQuestions.Tops[name](logs.Facts));

    [Theory]
    [MemberData(nameof(FilterNames))]
    public void Filters(string name)
    {
        MeasureQuestion question = MeasureQuestions.Filters[name](logs.Facts);
        Assert.InRange(logs.Database.Count(question.Where), 1, logs.Database.Count("true") - 1);
        Compare(question);
    }

    [Theory]
    [MemberData(nameof(NothingNames))]
    public void Nothing(string name) => Compare(MeasureQuestions.Nothing[name](logs.Facts));

    private void Compare(MeasureQuestion question) => MeasureComparison.Run(logs, question);
}

public sealed class SampleMeasureTests(SampleLogs logs) : MeasureTests(logs), IClassFixture<SampleLogs>;

public sealed class DeviatingMeasureTests(DeviatingLogs logs) : MeasureTests(logs), IClassFixture<DeviatingLogs>;

public sealed class DenseMeasureTests(DenseLogs logs) : MeasureTests(logs), IClassFixture<DenseLogs>;

public sealed class FlatMeasureTests(FlatLogs logs) : MeasureTests(logs), IClassFixture<FlatLogs>;
