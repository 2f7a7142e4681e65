using NsgFlow.Analysis.Measuring;

namespace NsgFlow.Benchmarks.Comparison;

/// <summary>Sums by groups, beside what else could make them.</summary>
internal static class MeasureComparison
{
    private static readonly MeasureOptions s_byPort = new() { By = [MeasureField.DestinationPort] };

    private static readonly MeasureOptions s_byConversation = new()
    {
        By = [MeasureField.SourceAddress, MeasureField.DestinationAddress, MeasureField.DestinationPort],
        Top = 20,
        MaxGroup = 10_000_000,
    };

    public static void Run(ComparisonOptions options, LogSet set)
    {
        List<FlowSummary> byPort = MeasureReading.Read(set, s_byPort, Environment.ProcessorCount);
        long rows = byPort.Sum(s => s.Rows);
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant($"{rows} tuples of {byPort.Count} ports, {byPort.Sum(s => s.BytesSent ?? 0)} bytes sent, {byPort.Sum(s => s.BytesReceived ?? 0)} received"));
        Engine("By destination port, warm", options, set, s_byPort, rows);
        Engine("By both addresses and the port, the first 20, warm", options, set, s_byConversation, rows);
    }

    private static void Engine(string title, ComparisonOptions options, LogSet set, MeasureOptions measure, long rows)
    {
        var contenders = new List<Contender>
        {
            new("engine, 1 thread", () => MeasureReading.Measure(set, measure, workers: 1), rows),
            new("engine, 2 threads", () => MeasureReading.Measure(set, measure, workers: 2), rows),
        };
        if (options.Scan is { } scan)
        {
            IReadOnlyList<string> command = ComparisonOptions.Command(scan, set);
            contenders.Insert(0, new Contender("scan by hand, by port, 1 thread", () => ChildProcess.Measure(command), rows));
        }

        SideBySide.Run(title, contenders, options.Rounds, warmUps: 3);
    }
}
