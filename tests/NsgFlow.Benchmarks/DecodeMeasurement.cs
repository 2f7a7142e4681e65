using System.Diagnostics;
using System.Globalization;
using NsgFlow.Decoding;
using NsgFlow.Filtering;

namespace NsgFlow.Benchmarks;

/// <summary>The engine alone, one thread, warm: to be run in the same minute as what it is compared with.</summary>
internal static class DecodeMeasurement
{
    private const int Rounds = 9;

    public static void Run(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        long bytes = files.Sum(f => new FileInfo(f).Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Length} files, {bytes / 1e6:F1} MB, median of {Rounds}"));
        Measure("filter Deny and 3389", files, bytes, new FlowFilterOptions { Decision = [FlowDecision.Deny], DestinationPort = [3389] }, makeObjects: false);
        Measure("filter port 3389", files, bytes, new FlowFilterOptions { DestinationPort = [3389] }, makeObjects: false);
        Measure("all fields", files, bytes, new FlowFilterOptions(), makeObjects: false);
        Measure("objects", files, bytes, new FlowFilterOptions(), makeObjects: true);
    }

    public static CountingSink Read(FlowSource source, FlowFilterOptions options, bool makeObjects, bool avoidVectors = false)
    {
        var filter = new FlowFilter(options);
        var sink = new CountingSink(makeObjects);
        new FlowLogReader(source, sink, filter, new FlowReadOptions { AvoidVectors = avoidVectors }, new WorkerTables(filter), CancellationToken.None).Read();
        return sink;
    }

    private static void Measure(string name, string[] files, long bytes, FlowFilterOptions options, bool makeObjects)
    {
        var filter = new FlowFilter(options);
        var tables = new WorkerTables(filter);
        var times = new List<double>();
        long flows = 0;
        long tuples = 0;
        for (int round = 0; round <= Rounds; round++)
        {
            (flows, tuples) = (0, 0);
            long begin = Stopwatch.GetTimestamp();
            foreach (string file in files)
            {
                var sink = new CountingSink(makeObjects);
                tuples += new FlowLogReader(new FileFlowSource(file), sink, filter, new FlowReadOptions(), tables, CancellationToken.None).Read().Tuples;
                flows += sink.Flows;
            }

            if (round > 0)
            {
                times.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
            }
        }

        times.Sort();
        double median = times[times.Count / 2];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-22} {median,7:F3} s (min {times[0]:F3})  {bytes / 1e6 / median,6:F0} MB/s  {median * 1e9 / tuples,6:F1} ns/tuple  {flows} of {tuples}"));
    }
}
