using System.Globalization;
using System.Management.Automation;
using NsgFlow.Conformance.Tests.Logs;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.Conformance.Tests.Measuring;

/// <summary>
/// Every figure of every summary, and their order, as the database has them: from paths with one, two and eight
/// workers, and from flows of the pipeline.
/// </summary>
public abstract class MeasureTests(LogSet logs)
{
    private const string FromPath = "param($paths, $workers) Measure-NsgFlow -Path $paths -ThrottleLimit $workers ";
    private const string FromPipeline = "param($paths) Get-NsgFlowLog -Path $paths | Measure-NsgFlow ";

    private static readonly string[] s_keyProperties =
    [
        "Time", "SourceAddress", "DestinationAddress", "SourcePort", "DestinationPort", "Protocol", "Direction", "Decision",
        "State", "Encryption", "Rule", "NetworkSecurityGroup", "AclId", "ResourceId", "TargetResourceId", "MacAddress", "Kind",
        "RecordTime", "Source", "Offset", "Deviation", "SourcePrefix", "DestinationPrefix", "Address", "PeerAddress", "Interval", "Service",
    ];

    public static TheoryData<string> KeyNames => [.. MeasureQuestions.Keys.Keys];

    public static TheoryData<string> IntervalNames => [.. MeasureQuestions.Intervals.Keys];

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

    private void Compare(MeasureQuestion question)
    {
        List<string?[]> expected = logs.Database.Query(MeasureQuery.Of(question));
        string[] columns = [.. question.Keys.SelectMany(k => MeasureKey.Of(k, question).Properties), .. MeasureFigure.All.Select(f => f.Property), .. question.Distinct.Select(d => "Distinct " + d)];
        foreach (int workers in (int[])[1, 2, 8])
        {
            Compare(question, columns, expected, $"{workers} workers", logs.Session.Run(FromPath + question.Parameters, logs.Paths, workers));
        }

        Compare(question, columns, expected, "pipeline", logs.Session.Run(FromPipeline + question.Parameters, logs.Paths as object));
    }

    private static void Compare(MeasureQuestion question, string[] columns, List<string?[]> expected, string how, EngineResult result)
    {
        Assert.Empty(result.ErrorIds);
        List<string?[]> actual = [.. result.Output.Select(summary => Text(summary, question, columns))];
        for (int row = 0; row < Math.Min(expected.Count, actual.Count); row++)
        {
            int different = Enumerable.Range(0, columns.Length).FirstOrDefault(i => expected[row][i] != actual[row][i], -1);
            Assert.True(
                different < 0,
                $"{question.Parameters} ({how}): {(different < 0 ? "" : columns[different])} of summary {row} differs.\ndatabase: {Line(columns, expected[row])}\nmodule:   {Line(columns, actual[row])}");
        }

        Assert.True(expected.Count == actual.Count, $"{question.Parameters} ({how}): {actual.Count} summaries, in the database {expected.Count}.");
    }

    private static string?[] Text(PSObject summary, MeasureQuestion question, string[] columns)
    {
        var text = new string?[columns.Length];
        int distinct = columns.Length - question.Distinct.Length;
        for (int i = 0; i < distinct; i++)
        {
            PSPropertyInfo property = summary.Properties[columns[i]];
            Assert.True(property is not null, $"A summary has no property {columns[i]}.");
            text[i] = PropertyText.Of(property.Value);
        }

        foreach (string other in s_keyProperties.Except(columns))
        {
            Assert.True(PropertyText.Of(summary.Properties[other]?.Value) is null, $"{other} is no key of {question.Parameters} and has a value.");
        }

        Assert.Null(summary.Properties["ErrorBound"].Value);
        for (int i = distinct; i < columns.Length; i++)
        {
            text[i] = DistinctOf(summary, question.Distinct[i - distinct]);
        }

        return text;
    }

    /// <summary>The count of distinct values, which must be exact here.</summary>
    private static string? DistinctOf(PSObject summary, string field)
    {
        var distinct = PSObject.AsPSObject(summary.Properties["Distinct"].Value);
        var one = PSObject.AsPSObject(distinct.Properties[field].Value);
        return Convert.ToString(one.Properties["Count"].Value, CultureInfo.InvariantCulture);
    }

    private static string Line(string[] columns, string?[] values) =>
        string.Join(", ", columns.Zip(values, (column, value) => $"{column}={value ?? "null"}"));
}

public sealed class SampleMeasureTests(SampleLogs logs) : MeasureTests(logs), IClassFixture<SampleLogs>;

public sealed class DeviatingMeasureTests(DeviatingLogs logs) : MeasureTests(logs), IClassFixture<DeviatingLogs>;

public sealed class DenseMeasureTests(DenseLogs logs) : MeasureTests(logs), IClassFixture<DenseLogs>;
