using System.Diagnostics;
using NsgFlow.Tests.Support;

namespace NsgFlow.Fuzz.Core;

/// <summary>
/// A random run that needs no instrumentation: changes logs, reads them in every way, and stops at the first result
/// that is wrong. Each case has its own seed, so that one can be run again alone.
/// </summary>
internal sealed class FuzzRun(int seed, IReadOnlyList<FuzzSeed> corpus)
{
    /// <summary>How long one input may take. Inputs have some ten thousand bytes: this is no measure of speed, but of hanging.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);

    private const int CasesBetweenMeasurements = 2000;
    private const long MostGrowth = 16 << 20;

    private long _memory = long.MaxValue;

    /// <summary>How many cases were run.</summary>
    public long Cases { get; private set; }

    /// <summary>The number of the case that was run last.</summary>
    public long Case { get; private set; }

    /// <summary>The input that failed.</summary>
    public byte[]? Input { get; private set; }

    /// <summary>Runs for a time, and tells what failed; null if nothing did.</summary>
    /// <param name="duration">How long.</param>
    /// <param name="measures">Whether time and memory are judged; another's work in this process would be taken for the reader's.</param>
    public string? Run(TimeSpan duration, bool measures)
    {
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < duration)
        {
            string? failure = RunCase(Cases, measures) ?? (measures && Cases % CasesBetweenMeasurements == 0 ? Measure() : null);
            if (failure is not null)
            {
                return $"seed {seed}, case {Case}: {failure}";
            }
        }

        return null;
    }

    /// <summary>Runs one case alone, and tells what failed; null if nothing did.</summary>
    /// <param name="number">Which.</param>
    /// <param name="measures">Whether time is judged.</param>
    public string? RunCase(long number, bool measures)
    {
        Case = number;
        var random = new Random(Mix(seed, number));
        long begin = Stopwatch.GetTimestamp();
        string? failure = random.Next(4) == 0 ? RunModel(random) : RunSeed(random);
        if (failure is null && measures && Stopwatch.GetElapsedTime(begin) > s_longest)
        {
            // Once is the machine's doing, three times is ours.
            TimeSpan shortest = Enumerable.Range(0, 3).Min(_ => Time(Input!));
            failure = shortest > s_longest ? $"takes {shortest}" : null;
        }

        Cases++;
        return failure;
    }

    private string? RunSeed(Random random)
    {
        FuzzInput input = FuzzInput.Make(corpus, random);
        Input = input.Bytes;
        return Guard(() => FuzzCheck.Run(input, random)) is { } failure ? $"{input.What}: {failure}" : null;
    }

    /// <summary>A hole in a log of which everything is known.</summary>
    private string? RunModel(Random random)
    {
        int model = random.Next();
        int size = 1 + random.Next(4);
        ModelLog log = LogGenerator.Log(model, size);
        LogStyle style = random.Next(3) switch
        {
            0 => LogStyle.Plain,
            1 => new LogStyle { SortKeys = true },
            _ => new LogStyle { ShuffleKeys = true, WhiteSpace = true, KeyCase = true },
        };
        EncodedLog encoded = LogEncoder.Encode(log, style, model);
        int begin = random.Next(encoded.Bytes.Length);
        int end = begin + 1 + random.Next(Math.Min(encoded.Bytes.Length - begin, random.Next(2) == 0 ? 100 : 100_000));
        var damaged = new DamagedLog(log, encoded, begin, end, []);
        Input = damaged.Bytes;
        string? failure = Guard(() =>
        {
            Decoded decoded = Logs.DecodeAgain(damaged.Bytes);
            return DamageOracle.Check(damaged, decoded) ?? Differences.Find(damaged.Bytes, decoded, random);
        });
        return failure is null ? null : $"model {model} of size {size} in {style}, {begin} to {end} removed: {failure}";
    }

    private static string? Guard(Func<string?> check)
    {
        try
        {
            return check();
        }
#pragma warning disable CA1031 // Whatever comes out of the reader is a finding.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e.ToString();
        }
    }

    private static TimeSpan Time(byte[] input)
    {
        long begin = Stopwatch.GetTimestamp();
        Logs.DecodeAgain(input);
        return Stopwatch.GetElapsedTime(begin);
    }

    private string? Measure()
    {
        long now = GC.GetTotalMemory(forceFullCollection: true);
        if (Cases <= 2 * CasesBetweenMeasurements)
        {
            // Tables fill first.
            _memory = now;
            return null;
        }

        return now - _memory > MostGrowth ? $"{now} bytes of memory in use, {_memory} before" : null;
    }

    private static int Mix(int seed, long number)
    {
        ulong mixed = ((ulong)(uint)seed << 32 | (uint)seed) + ((ulong)number * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        return (int)(mixed ^ (mixed >> 31));
    }
}
