using System.Net;
using NsgFlow.Analysis.Measuring;

namespace NsgFlow.Tests.Analysis.Measuring;

/// <summary>What Measure-NsgFlow means, said as plainly as can be, on finished records.</summary>
internal static class ReferenceMeasure
{
    private static readonly MeasureField[] s_addresses =
        [MeasureField.SourceAddress, MeasureField.DestinationAddress, MeasureField.SourcePrefix, MeasureField.DestinationPrefix, MeasureField.Address, MeasureField.PeerAddress];

    /// <param name="sources">The records of each source, in order; those that pass the filter.</param>
    /// <param name="options">What is measured.</param>
    /// <returns>A line for each summary.</returns>
    public static List<string> Of(IReadOnlyList<List<FlowRecord>> sources, MeasureOptions options)
    {
        MeasureField[] fields = [.. options.By.SelectMany(f => f == MeasureField.Pair ? [MeasureField.Address, MeasureField.PeerAddress] : new[] { f })];
        HashSet<FlowRecord> continued = Continued(sources);
        List<Group> groups =
        [
            .. sources.SelectMany(s => s)
                .GroupBy(r => string.Join('|', fields.Select(f => FormattableString.Invariant($"{(Value(f, r, options) is DateTimeOffset time ? time.UtcTicks : Value(f, r, options))}"))))
                .Select(g => new Group([.. fields.Select(f => Value(f, g.First(), options))], [.. g])),
        ];
        if (fields.Length == 0 && groups.Count == 0)
        {
            groups.Add(new Group([], []));
        }

        MeasureField? order = options.SortBy ?? (options.Top is null ? null : MeasureField.Flows);
        int key = order is { } o ? Array.IndexOf(fields, o == MeasureField.Pair ? MeasureField.Address : o) : -1;
        groups.Sort((x, y) =>
        {
            int result = 0;
            if (order is { } field)
            {
                result = key < 0 ? Down(Measure(field, x, continued), Measure(field, y, continued)) : Up(fields[key], x.Keys[key], y.Keys[key]);
                if (result == 0 && field == MeasureField.Pair)
                {
                    result = Up(fields[key + 1], x.Keys[key + 1], y.Keys[key + 1]);
                }
            }

            for (int i = 0; i < fields.Length && result == 0; i++)
            {
                result = Up(fields[i], x.Keys[i], y.Keys[i]);
            }

            return result;
        });
        return [.. groups.Take(options.Top ?? int.MaxValue).Select(g => Line(g, options, continued))];
    }

    /// <summary>The same line of a summary.</summary>
    public static string Line(FlowSummary s, IEnumerable<MeasureField> by)
    {
        IEnumerable<string> keys = by.SelectMany(f => f == MeasureField.Pair ? [MeasureField.Address, MeasureField.PeerAddress] : new[] { f })
            .Select(f => $"{typeof(FlowSummary).GetProperty(f.ToString())!.GetValue(s)}");
        string distinct = s.Distinct is null ? string.Empty : string.Join(' ', s.Distinct.Select(d => d.Count));
        return FormattableString.Invariant($"{string.Join('|', keys)}: rows {s.Rows} flows {s.Flows} {s.Allowed}+{s.Denied} continued {s.Continued} packets {s.Packets} bytes {s.Bytes} unknown {s.UnknownCounters} {s.FirstSeen:O}-{s.LastSeen:O} distinct {distinct}");
    }

    private static string Line(Group g, MeasureOptions options, HashSet<FlowRecord> continued)
    {
        string distinct = string.Join(' ', options.Distinct.Select(f => g.Rows.Select(r => Value(f, r, options)).Where(v => v is not null).Distinct().Count()));
        return FormattableString.Invariant(
            $"{string.Join('|', g.Keys)}: rows {g.Rows.Count} flows {g.Rows.Count(IsFlow)} {g.Rows.Count(r => IsFlow(r) && r.Decision == FlowDecision.Allow)}+{g.Rows.Count(r => IsFlow(r) && r.Decision == FlowDecision.Deny)} continued {g.Rows.Count(continued.Contains)} packets {Sum(g, r => r.PacketsSent, r => r.PacketsReceived)} bytes {Sum(g, r => r.BytesSent, r => r.BytesReceived)} unknown {g.Rows.Count(r => r.State is not (FlowState.Begin or FlowState.Deny) && new[] { r.PacketsSent, r.BytesSent, r.PacketsReceived, r.BytesReceived }.Contains(null))} {First(g):O}-{Last(g):O} distinct {distinct}");
    }

    private static DateTimeOffset? First(Group g) => g.Rows.Count == 0 ? null : g.Rows.Min(r => r.Time);

    private static DateTimeOffset? Last(Group g) => g.Rows.Count == 0 ? null : g.Rows.Max(r => r.Time);

    private static bool IsFlow(FlowRecord r) => r.State is FlowState.None or FlowState.Begin or FlowState.Deny;

    private static long? Sum(Group g, params Func<FlowRecord, long?>[] counters)
    {
        long[] known = [.. g.Rows.SelectMany(r => counters.Select(c => c(r))).OfType<long>()];
        return known.Length == 0 ? null : known.Sum();
    }

    private static HashSet<FlowRecord> Continued(IReadOnlyList<List<FlowRecord>> sources)
    {
        var found = new HashSet<FlowRecord>();
        var open = new HashSet<object>();
        foreach (List<FlowRecord> source in sources)
        {
            foreach (IGrouping<object, FlowRecord> connection in source
                .Where(r => r.Decision == FlowDecision.Allow && r.State is FlowState.Begin or FlowState.Continue or FlowState.End)
                .GroupBy(r => (object)(r.MacAddress, r.Direction, r.Protocol, r.SourceAddress, r.DestinationAddress, r.SourcePort, r.DestinationPort)))
            {
                if (connection.First().State != FlowState.Begin && !open.Contains(connection.Key))
                {
                    found.Add(connection.First());
                }

                _ = connection.Last().State == FlowState.End ? open.Remove(connection.Key) : open.Add(connection.Key);
            }
        }

        return found;
    }

    private static object? Value(MeasureField field, FlowRecord r, MeasureOptions options)
    {
        TimeSpan length = options.Interval;
        return field switch
        {
            MeasureField.SourcePrefix => Prefix(r.SourceAddress, options),
            MeasureField.DestinationPrefix => Prefix(r.DestinationAddress, options),
            MeasureField.Address => Compare(r.SourceAddress, r.DestinationAddress) <= 0 ? r.SourceAddress : r.DestinationAddress,
            MeasureField.PeerAddress => Compare(r.SourceAddress, r.DestinationAddress) <= 0 ? r.DestinationAddress : r.SourceAddress,
            MeasureField.Pair => string.Join('-', new[] { r.SourceAddress, r.DestinationAddress }.Order(StringComparer.Ordinal)),
            MeasureField.Interval => DateTimeOffset.UnixEpoch + (length * Math.Floor((r.Time - DateTimeOffset.UnixEpoch) / length)),
            MeasureField.Service => (r.Protocol, r.DestinationPort) switch
            {
                (FlowProtocol.TCP or FlowProtocol.UDP or FlowProtocol.SCTP, 22) => "ssh",
                (FlowProtocol.TCP or FlowProtocol.UDP, 53) => "domain",
                (FlowProtocol.TCP or FlowProtocol.UDP or FlowProtocol.SCTP, 443) => "https",
                (FlowProtocol.TCP or FlowProtocol.UDP, 3389) => "ms-wbt-server",
                _ => null,
            },
            _ => typeof(FlowRecord).GetProperty(field.ToString())!.GetValue(r),
        };
    }

    private static string Prefix(string address, MeasureOptions options)
    {
        byte[] bytes = IPAddress.Parse(address).GetAddressBytes();
        int length = bytes.Length == 4 ? options.PrefixLength : options.IPv6PrefixLength;
        for (int bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(1 << (7 - (bit % 8)));
        }

        return $"{new IPAddress(bytes)}/{length}";
    }

    private static long? Measure(MeasureField field, Group g, HashSet<FlowRecord> continued) => field switch
    {
        MeasureField.Rows => g.Rows.Count,
        MeasureField.Flows => g.Rows.Count(IsFlow),
        MeasureField.Continued => g.Rows.Count(continued.Contains),
        MeasureField.Bytes => Sum(g, r => r.BytesSent, r => r.BytesReceived),
        MeasureField.PacketsReceived => Sum(g, r => r.PacketsReceived),
        MeasureField.LastSeen => Last(g)?.ToUnixTimeMilliseconds(),
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    private static int Down(long? x, long? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        _ => y.Value.CompareTo(x.Value),
    };

    private static int Up(MeasureField field, object? x, object? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        (string a, string b) when s_addresses.Contains(field) => Compare(a, b),
        (string a, string b) => string.CompareOrdinal(a, b),
        _ => ((IComparable)x).CompareTo(y),
    };

    private static int Compare(string x, string y)
    {
        byte[] one = IPAddress.Parse(x.Split('/')[0]).GetAddressBytes();
        byte[] other = IPAddress.Parse(y.Split('/')[0]).GetAddressBytes();
        return one.Length != other.Length ? one.Length.CompareTo(other.Length) : one.AsSpan().SequenceCompareTo(other);
    }

    private sealed record Group(object?[] Keys, List<FlowRecord> Rows);
}
