using System.Text;

namespace NsgFlow.Decoding;

/// <summary>The JSON keys that mean something to the reader, in whichever case they are written.</summary>
internal enum FlowKey
{
    Unknown,
    AclId,
    Category,
    FlowGroups,
    FlowLogGuid,
    FlowLogResourceId,
    FlowLogVersion,
    FlowRecords,
    Flows,
    FlowTuples,
    Mac,
    MacAddress,
    MetricName,
    OperationName,
    Properties,
    Records,
    ResourceId,
    Rule,
    SystemId,
    TargetResourceId,
    Time,
    Version,
}

internal static class FlowKeys
{
    private static readonly (byte[] Text, FlowKey Key)[][] s_byLength = Index(
        ("aclID", FlowKey.AclId),
        ("category", FlowKey.Category),
        ("flowGroups", FlowKey.FlowGroups),
        ("flowLogGUID", FlowKey.FlowLogGuid),
        ("flowLogResourceID", FlowKey.FlowLogResourceId),
        ("flowLogVersion", FlowKey.FlowLogVersion),
        ("flowRecords", FlowKey.FlowRecords),
        ("flows", FlowKey.Flows),
        ("flowTuples", FlowKey.FlowTuples),
        ("mac", FlowKey.Mac),
        ("macAddress", FlowKey.MacAddress),
        ("metricName", FlowKey.MetricName),
        ("operationName", FlowKey.OperationName),
        ("properties", FlowKey.Properties),
        ("records", FlowKey.Records),
        ("resourceId", FlowKey.ResourceId),
        ("rule", FlowKey.Rule),
        ("systemId", FlowKey.SystemId),
        ("targetResourceID", FlowKey.TargetResourceId),
        ("time", FlowKey.Time),
        ("version", FlowKey.Version));

    /// <summary>The keys whose values enclose tuples.</summary>
    private static readonly byte[][] s_enclosing = [.. "flowTuples flows flowGroups flowRecords properties records".Split(' ').Select(Encoding.ASCII.GetBytes)];

    public static FlowKey Find(ReadOnlySpan<byte> key)
    {
        if (key.Length < s_byLength.Length)
        {
            foreach ((byte[] text, FlowKey known) in s_byLength[key.Length])
            {
                if (Ascii.EqualsIgnoreCase(text, key))
                {
                    return known;
                }
            }
        }

        return FlowKey.Unknown;
    }

    /// <summary>
    /// Whether a key that is none of these can be what damage made of one that encloses tuples: one or a few bytes of
    /// it changed, or its end joined to the beginning of another.
    /// </summary>
    public static bool IsBroken(ReadOnlySpan<byte> key)
    {
        foreach (byte[] enclosing in s_enclosing)
        {
            int end = CommonEnd(key, enclosing);
            if (CommonStart(key, enclosing) + end >= enclosing.Length - 1)
            {
                return true;
            }

            for (int length = end; length > 0; length--)
            {
                if (IsStart(key[..^length]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsStart(ReadOnlySpan<byte> text)
    {
        foreach ((byte[] Text, FlowKey Key)[] sameLength in s_byLength)
        {
            foreach ((byte[] known, _) in sameLength)
            {
                if (CommonStart(text, known) == text.Length)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static int CommonStart(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => first.CommonPrefixLength(second);

    private static int CommonEnd(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        int length = 0;
        while (length < Math.Min(first.Length, second.Length) && first[^(length + 1)] == second[^(length + 1)])
        {
            length++;
        }

        return length;
    }

    private static (byte[] Text, FlowKey Key)[][] Index(params (string Name, FlowKey Key)[] keys)
    {
        var index = new (byte[], FlowKey)[keys.Max(k => k.Name.Length) + 1][];
        for (int length = 0; length < index.Length; length++)
        {
            index[length] = [.. keys.Where(k => k.Name.Length == length).Select(k => (Encoding.ASCII.GetBytes(k.Name), k.Key))];
        }

        return index;
    }
}
