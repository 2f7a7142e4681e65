using NsgFlow.Decoding;
using NsgFlow.Tests.Support;
using NsgFlow.Tuples;

namespace NsgFlow.Fuzz.Core;

/// <summary>What must hold of any bytes at all, and of a log that was changed in one spot.</summary>
internal static class FuzzCheck
{
    /// <summary>Reads an input in every way and tells what is wrong; null if nothing is.</summary>
    public static string? Run(FuzzInput input, Random random)
    {
        Decoded decoded = Logs.DecodeAgain(input.Bytes);
        return Check(input.Bytes, decoded, random)
            ?? (input.Spot is { } spot ? Lost(input.Seed.Outside(spot.Begin, spot.End, spot.Inserted), decoded) : null);
    }

    /// <summary>What must hold of any bytes.</summary>
    public static string? Run(byte[] bytes, Random random) => Check(bytes, Logs.DecodeAgain(bytes), random);

    private static string? Check(byte[] bytes, Decoded decoded, Random random)
    {
        // How much a broken gzip stream gives before it breaks is not ours to say.
        bool isCompressed = bytes is [0x1F, 0x8B, ..];
        return Totals(bytes, isCompressed, decoded) ?? (isCompressed ? null : Differences.Find(bytes, decoded, random));
    }

    private static string? Totals(byte[] bytes, bool isCompressed, Decoded decoded)
    {
        if (!isCompressed && decoded.Summary.Bytes != bytes.Length)
        {
            return $"{decoded.Summary.Bytes} bytes read of {bytes.Length}";
        }

        long refused = decoded.Faults.Count(f => f.Kind == FlowFaultKind.InvalidTuple);
        return decoded.Flows.Count + refused == decoded.Summary.Tuples && decoded.Faults.Count == decoded.Summary.Faults
            ? null
            : $"{decoded.Flows.Count} flows and {refused} refused of {decoded.Summary.Tuples} tuples";
    }

    private static string? Lost(IEnumerable<FlowFields> outside, Decoded decoded)
    {
        Dictionary<long, TupleValues> found = decoded.Flows.GroupBy(f => f.Offset).ToDictionary(g => g.Key, g => TupleValues.Of(g.First()));
        HashSet<long> otherLayout = [.. decoded.Faults.Where(f => f.Tuple is TupleFault.AmbiguousLayout or TupleFault.State or TupleFault.Decision).Select(f => f.Offset)];
        foreach (FlowFields flow in outside)
        {
            if (!found.TryGetValue(flow.Offset, out TupleValues? values))
            {
                if (!otherLayout.Contains(flow.Offset))
                {
                    return $"lost: {flow}";
                }
            }
            else if (values != flow.Tuple)
            {
                return $"other fields: {values} in place of {flow.Tuple}";
            }
        }

        return null;
    }
}
