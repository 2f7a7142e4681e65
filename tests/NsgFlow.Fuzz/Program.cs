using System.Globalization;
using NsgFlow.Fuzz;
using NsgFlow.Fuzz.Core;
using SharpFuzz;

switch (args)
{
    case ["run", .. var rest]:
        return RandomRun.Start(rest);
    case ["check", .. { Length: > 0 } files]:
        return files.Select(Check).ToArray().Contains(true) ? 1 : 0;
    case ["corpus", { } folder]:
        Directory.CreateDirectory(folder);
        foreach ((string name, byte[] bytes) in SeedCorpus.All())
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }

        return 0;
    case ["libfuzzer", ..]:
        Fuzzer.LibFuzzer.Run(bytes => Target(bytes.ToArray()));
        return 0;
    case ["afl", ..]:
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            Target(bytes.ToArray());
        });
        return 0;
    default:
        Console.Error.WriteLine("""
            Usage:
              run [--seconds N] [--seed S] [--corpus DIR] [--out DIR]   a random run that needs no instrumentation
              run --seed S --case N [...]                               one case of it again
              check FILE...                                             reads inputs in every way and tells what is wrong
              corpus DIR                                                writes the seeds
              libfuzzer | afl                                           entry points for instrumented builds; see README.md
            """);
        return 64;
}

static bool Check(string file)
{
    string? failure = FuzzCheck.Run(File.ReadAllBytes(file), new Random(0));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {failure ?? "fine"}"));
    return failure is not null;
}

// An exception is what such fuzzers call a crash.
static void Target(byte[] bytes)
{
    if (FuzzCheck.Run(bytes, new Random(0)) is { } failure)
    {
        throw new InvalidOperationException(failure);
    }
}
