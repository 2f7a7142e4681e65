using NsgFlow.Decoding;
using NsgFlow.Tests.Support;

namespace NsgFlow.Fuzz.Core;

/// <summary>The same bytes must give the same flows and faults, whichever way they are split and however they come in.</summary>
internal static class Differences
{
    private static readonly FlowReadOptions s_vectorised = new() { WindowSize = Logs.SmallWindow };
    private static readonly FlowReadOptions s_bytewise = new() { WindowSize = Logs.SmallWindow, AvoidVectors = true };

    /// <summary>Reads bytes by other ways and tells where the result is not the same; null if nowhere.</summary>
    public static string? Find(byte[] bytes, Decoded expected, Random random) =>
        Compare("without vectors", expected, Logs.DecodeAgain(new MemorySource(bytes), s_bytewise))
        ?? Compare("in pieces", expected, Logs.DecodeAgain(new MemorySource(bytes, () => random.Next(1, 300)), s_vectorised))
        ?? Compare("in small pieces without vectors", expected, Logs.DecodeAgain(new MemorySource(bytes, () => random.Next(1, 4)), s_bytewise));

    private static string? Compare(string way, Decoded expected, Decoded actual)
    {
        if (!expected.Faults.SequenceEqual(actual.Faults))
        {
            return $"{way}: other faults";
        }

        if (!FlowFields.Of(expected.Flows).SequenceEqual(FlowFields.Of(actual.Flows)))
        {
            return $"{way}: other flows";
        }

        return ReadingFacts.Of(expected) == ReadingFacts.Of(actual) ? null : $"{way}: {ReadingFacts.Of(actual)} in place of {ReadingFacts.Of(expected)}";
    }
}
