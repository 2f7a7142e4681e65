using System.Management.Automation;
using NsgFlow.Conformance.Tests.Logs;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.Conformance.Tests.Measuring;

/// <summary>Asks a question of the database and, four times, of the module.</summary>
internal static class MeasureComparison
{
    private const string FromPath = "param($paths, $workers) Measure-NsgFlow -Path $paths -ThrottleLimit $workers ";
    private const string FromPipeline = "param($paths) Get-NsgFlowLog -Path $paths | Measure-NsgFlow ";

    private static readonly string[] s_keyProperties =
    [
        "Time", "SourceAddress", "DestinationAddress", "SourcePort", "DestinationPort", "Protocol", "Direction", "Decision",
        "State", "Encryption", "Rule", "NetworkSecurityGroup", "AclId", "ResourceId", "TargetResourceId", "MacAddress", "Kind",
        "RecordTime", "Source", "Offset", "Deviation", "SourcePrefix", "DestinationPrefix", "Address", "PeerAddress", "Interval", "Service",
    ];

    public static void Run(LogSet logs, MeasureQuestion question)
    {
        List<string?[]> expected = logs.Database.Query(MeasureQuery.Of(question));
        string[] columns = [.. question.Keys.SelectMany(k => MeasureKey.Of(k, question).Properties), .. MeasureFigure.Of(question).Select(f => f.Property), .. question.Distinct.Select(d => "Distinct " + d)];
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
            text[i] = DistinctOf(summary, i - distinct, question.Distinct[i - distinct]);
        }

        return text;
    }

    /// <summary>The count of distinct values, which must be exact here.</summary>
    private static string? DistinctOf(PSObject summary, int index, string field)
    {
        var counts = Assert.IsAssignableFrom<System.Collections.IEnumerable>(summary.Properties["Distinct"].Value);
        var count = PSObject.AsPSObject(counts.Cast<object>().ElementAt(index));
        Assert.Equal(field, count.Get<string>("Field"));
        Assert.False(count.Get<bool>("IsEstimate"), $"{field} is an estimate.");
        return PropertyText.Of(count.Properties["Count"].Value);
    }

    private static string Line(string[] columns, string?[] values) =>
        string.Join(", ", columns.Zip(values, (column, value) => $"{column}={value ?? "null"}"));
}
