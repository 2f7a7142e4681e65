using BenchmarkDotNet.Running;
using NsgFlow.Benchmarks;

switch (args)
{
    case ["soak", .. var rest]:
        Soak.Run(rest is [var folder, ..] ? folder : null);
        return 0;
    case ["decode", { } logs, ..]:
        DecodeMeasurement.Run(logs);
        return 0;
    case ["parts", .. var rest]:
        BenchmarkSwitcher.FromAssembly(typeof(DecodeBenchmarks).Assembly).Run(rest);
        return 0;
    default:
        Console.Error.WriteLine("""
            Usage:
              parts [options]   BenchmarkDotNet over the parts of the decoder
              decode FOLDER     the engine alone on the logs of a folder, one thread, warm
              soak [FOLDER]     the module in a running shell: time a flow, filters, memory; generates 400 MB without FOLDER
            """);
        return 64;
}
