using BenchmarkDotNet.Running;
using NsgFlow.Benchmarks;
using NsgFlow.Benchmarks.Comparison;

switch (args)
{
    case ["soak", .. var rest]:
        Soak.Run(rest is [var folder, ..] ? folder : null);
        return 0;
    case ["decode", { } logs, ..]:
        DecodeMeasurement.Run(logs);
        return 0;
    case ["compare", "all" or "decode" or "filter" or "start" or "emit" or "memory" or "measure", _, ..]:
        new Comparisons(new ComparisonOptions(args[2..])).Run(args[1]);
        return 0;
    case ["scale", _, ..]:
        ScaleComparison.Run(new ComparisonOptions(args[1..]));
        return 0;
    case ["parts", .. var rest]:
        // By name: the assembly also holds a cmdlet, whose types are there in a shell only.
        BenchmarkSwitcher.FromTypes([typeof(DecodeBenchmarks)]).Run(rest);
        return 0;
    default:
        Console.Error.WriteLine("""
            Usage:
              parts [options]   BenchmarkDotNet over the parts of the decoder
              decode FOLDER     the engine alone on the logs of a folder, one thread, warm
              compare WHAT FOLDER... [OPTIONS]
                                the module beside what else could be taken, in turn; WHAT is decode, filter, start, emit,
                                memory, measure or all; see README.md for the options
              scale FOLDER... [--plot FILE]
                                sums by port of sets of several sizes, and a plot of time over bytes
              soak [FOLDER]     the module in a running shell: time a flow, filters, memory; generates 400 MB without FOLDER
            """);
        return 64;
}
