using NsgFlow.Conformance.Tests.Logs;

namespace NsgFlow.Conformance.Tests.Measuring;

/// <summary>The same questions on real logs, which need not hold what a filter asks for. Gaps are not filled in them, for they lie years apart.</summary>
public sealed class RealMeasureTests(RealLogs logs) : IClassFixture<RealLogs>
{
    public static TheoryData<string> Names => [.. MeasureQuestions.All.Keys];

    [RealLogsTheory]
    [MemberData(nameof(Names))]
    public void Questions(string name) => MeasureComparison.Run(logs, MeasureQuestions.All[name](logs.Facts));
}
