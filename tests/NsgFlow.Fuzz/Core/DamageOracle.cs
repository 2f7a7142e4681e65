using System.Buffers;
using System.Text;
using NsgFlow.Decoding;
using NsgFlow.Tests.Support;
using NsgFlow.Tuples;

namespace NsgFlow.Fuzz.Core;

/// <summary>
/// What must come out of a log that was damaged in one spot.
/// <list type="bullet">
/// <item>Every tuple both of whose quotes lie outside the damage is read, with the fields it had.</item>
/// <item>What stands beside it (rule, ACL, resource, MAC address, record time) is what it was, or null and marked
/// IncompleteRecord.</item>
/// <item>Nothing is read that was not there, except from a text that the damage made.</item>
/// <item>The damage is reported once at most, and not before it begins.</item>
/// </list>
/// Exempt is what nobody can tell from the bytes. Let A be the record in which the damage begins and B the record in
/// which it ends. Where what is left of both joins to something every key of which stands where it may, no
/// damage is seen, but for a comma missing or too many: then a flow of A before the damage and a flow of B behind it may have what stood beside the
/// other, or what was joined of both, or nothing. Where the joined bytes stop making sense further on, this holds for
/// the flows before that place. And a tuple whose layout only its container tells is an error, with its text and place, where that was
/// lost or is another's. Bytes put in may say anything: then the damage may be reported more than once, and nothing is
/// asked of what stands beside the tuples of the record they are in.
/// </summary>
internal static class DamageOracle
{
    /// <summary>What the generator writes under keys no reader knows, in the shape of a tuple.</summary>
    private static readonly byte[] s_decoy = Encoding.ASCII.GetBytes("1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A");

    private static readonly SearchValues<byte> s_between = SearchValues.Create("\", \r\n\t"u8);

    /// <summary>What is wrong with a reading; null if nothing is.</summary>
    public static string? Check(DamagedLog log, Decoded decoded)
    {
        var found = new Dictionary<long, FlowFields>();
        foreach (FlowFields flow in FlowFields.Of(decoded.Flows))
        {
            if (!found.TryAdd(flow.Offset, flow))
            {
                return $"read twice: {flow}";
            }
        }

        long[] damage = [.. decoded.Faults.Where(f => f.Kind == FlowFaultKind.DamagedJson).Select(f => f.Offset)];
        if (damage.Length > 1 && log.Insert.Length == 0)
        {
            return $"reported at {string.Join(", ", damage)}";
        }

        byte[] bytes = log.Bytes;
        long seen = damage.Length == 0 || IsComma(bytes, damage[0]) ? long.MaxValue : damage[0];
        foreach (WholeFlow whole in log.WholeFlows())
        {
            if (!found.Remove(whole.Fields.Offset, out FlowFields? flow))
            {
                if (!decoded.Faults.Any(f => f.Offset == whole.Fields.Offset && IsOfLayout(f)))
                {
                    return $"lost: {whole}";
                }
            }
            else if (Compare(log, whole, flow, seen) is { } difference)
            {
                return $"{difference}\nexpected {whole}\nfound    {flow}";
            }
        }

        FlowFields? extra = found.Values.FirstOrDefault(f => !IsOfDamage(log, bytes, f.Offset));
        return extra is not null ? $"not there: {extra}" : CheckFaults(log, bytes, decoded);
    }

    /// <summary>A fault of a tuple that was taken for one of another layout.</summary>
    private static bool IsOfLayout(FlowFault fault) => fault.Tuple is TupleFault.AmbiguousLayout or TupleFault.State or TupleFault.Decision;

    private static string? CheckFaults(DamagedLog log, byte[] bytes, Decoded decoded)
    {
        FlowFault? stray = decoded.Faults.FirstOrDefault(f => f.Kind == FlowFaultKind.InvalidTuple
            ? !IsOfLayout(f) && !IsOfDamage(log, bytes, f.Offset)
            : f.Kind != FlowFaultKind.DamagedJson || f.Offset < TextBefore(bytes, log.Begin));
        return stray is null ? null : $"not damaged: {stray}";
    }

    /// <summary>Where the text begins that the damage joined, with the bracket or comma before it.</summary>
    private static int TextBefore(byte[] bytes, int begin)
    {
        int quote = begin == 0 ? -1 : Array.LastIndexOf(bytes, (byte)'"', begin - 1);
        return quote <= 0 ? 0 : Before(bytes, quote);
    }

    /// <summary>The byte before an offset that is no white space.</summary>
    private static int Before(byte[] bytes, int offset)
    {
        int before = offset - 1;
        while (before >= 0 && bytes[before] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            before--;
        }

        return before;
    }

    /// <summary>Whether all that does not make sense at an offset is a comma that is missing or too many.</summary>
    private static bool IsComma(byte[] bytes, long offset)
    {
        int before = Before(bytes, (int)offset);
        byte was = before < 0 ? (byte)'{' : bytes[before];
        return bytes[offset] switch
        {
            (byte)',' => was is (byte)',' or (byte)'{' or (byte)'[',
            (byte)']' or (byte)'}' => was == (byte)',',
            (byte)'"' or (byte)'{' => was is not ((byte)',' or (byte)'{' or (byte)'[' or (byte)':'),
            _ => false,
        };
    }

    /// <summary>Whether a text was made by the damage: it reaches into it, or is the first behind it.</summary>
    private static bool IsOfDamage(DamagedLog log, byte[] bytes, long offset)
    {
        int behind = log.Begin + log.Insert.Length;
        int close = Array.IndexOf(bytes, (byte)'"', (int)offset);
        bool isFirst = offset <= behind || bytes.AsSpan(behind..(int)offset).IndexOfAnyExcept(s_between) < 0;
        return (isFirst && (close < 0 || close >= log.Begin - 1)) || bytes.AsSpan((int)offset).StartsWith(s_decoy);
    }

    private static string? Compare(DamagedLog log, WholeFlow whole, FlowFields flow, long damage)
    {
        FlowFields expected = whole.Fields;
        if (flow.Tuple != expected.Tuple)
        {
            return "other fields";
        }

        int first = log.RecordAround(log.Begin);
        int last = log.RecordAround(log.End);
        if (log.Insert.Length > 0 && (whole.Record == first || whole.Record == last))
        {
            return null;
        }

        bool isSeen = whole.IsBefore ? damage <= log.Begin + log.Insert.Length : damage < flow.Offset;
        bool isExempt = !isSeen && whole.Record == (whole.IsBefore ? first : last);
        HashSet<string> others = isExempt ? Texts(log, first, last) : [];
        bool isMarked = flow.Deviation.HasFlag(FlowDeviation.IncompleteRecord);
        foreach ((string name, object? was, object? now) in new (string, object?, object?)[]
        {
            ("rule", expected.Rule, flow.Rule),
            ("group", expected.NetworkSecurityGroup, flow.NetworkSecurityGroup),
            ("ACL", expected.AclId, flow.AclId),
            ("resource", expected.ResourceId, flow.ResourceId),
            ("target", expected.TargetResourceId, flow.TargetResourceId),
            ("MAC", expected.MacAddress, flow.MacAddress),
            ("time", expected.RecordTime, flow.RecordTime),
        })
        {
            bool isFine = Equals(was, now)
                || (now is null && (isMarked || isExempt))
                || (isExempt && (now is DateTimeOffset || others.Contains((string)now!) || (name == "group" && flow.AclId!.Contains("/" + now, StringComparison.Ordinal))));
            if (!isFine)
            {
                return $"wrong {name}";
            }
        }

        return null;
    }

    /// <summary>All that two records have beside their tuples, and what was joined of both.</summary>
    private static HashSet<string> Texts(DamagedLog log, int first, int last)
    {
        string[] joined = [.. log.JoinedTexts().Select(t => TextTable.Decode(t, escaped: true))];
        var texts = new HashSet<string>(joined.Concat(joined.Select(t => t.ToUpperInvariant())));
        foreach (int number in new[] { first, last })
        {
            if (number < 0)
            {
                continue;
            }

            texts.UnionWith(log.TextsOf(number));
        }

        return texts;
    }
}
