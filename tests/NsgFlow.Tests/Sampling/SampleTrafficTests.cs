using NsgFlow.Sampling;

namespace NsgFlow.Tests.Sampling;

public sealed class SampleTrafficTests
{
    [Theory]
    [InlineData(FlowLogKind.NsgV2)]
    [InlineData(FlowLogKind.VNetV4)]
    public void Continue_rows_of_an_interface_sit_on_one_grid(FlowLogKind kind)
    {
        ILookup<string, long> phases = Read(kind, 2_000_000).Tuples.Where(t => t.State == "C")
            .ToLookup(t => t.Record.Mac, t => t.Milliseconds % 300_000);
        Assert.Equal(2, phases.Count);
        Assert.All(phases, nic => Assert.Single(nic.Distinct()));
        Assert.Equal(2, phases.Select(nic => nic.First()).Distinct().Count());
    }

    [Theory]
    [InlineData(FlowLogKind.NsgV2)]
    [InlineData(FlowLogKind.VNetV4)]
    public void A_flow_begins_once_continues_on_each_step_and_ends_once(FlowLogKind kind)
    {
        var flows = new Dictionary<long, List<(FlowRow Row, string Key)>>();
        SampleOptions options = Options(kind, 2_000_000);
        GeneratedSample.Make(options, (in FlowRow row, FlowGroup group, long flow) =>
        {
            string key = $"{group.MacAddress} {group.Rule} {row.Source} {row.Destination} {row.SourcePort} {row.DestinationPort} {row.Protocol} {row.Encryption}";
            (flows.TryGetValue(flow, out List<(FlowRow, string)>? rows) ? rows : flows[flow] = []).Add((row, key));
        });
        int withoutBegin = 0;
        int withoutEnd = 0;
        int longest = 0;
        foreach (List<(FlowRow Row, string Key)> rows in flows.Values)
        {
            Assert.Single(rows.Select(r => r.Key).Distinct());
            FlowState[] states = [.. rows.Select(r => r.Row.State)];
            if (rows[0].Row.Decision == FlowDecision.Deny)
            {
                Assert.Equal([kind == FlowLogKind.VNetV4 ? FlowState.Deny : FlowState.Begin], states);
                continue;
            }

            withoutBegin += states[0] == FlowState.Begin ? 0 : 1;
            withoutEnd += states[^1] == FlowState.End ? 0 : 1;
            Assert.DoesNotContain(FlowState.Begin, states.Skip(1));
            Assert.DoesNotContain(FlowState.End, states.SkipLast(1));
            Assert.Equal(rows.Select(r => r.Row.TimeMilliseconds).Order(), rows.Select(r => r.Row.TimeMilliseconds));
            long[] steps = [.. rows.Where(r => r.Row.State == FlowState.Continue).Select(r => r.Row.TimeMilliseconds)];
            longest = Math.Max(longest, steps.Length);
            Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.Equal(300_000, pair.Second - pair.First));
        }

        Assert.Equal(2 * 3, withoutBegin);
        Assert.True(withoutEnd > 20, $"{withoutEnd} flows without an end");
        Assert.True(longest >= 8, $"at most {longest} continue rows of one flow");
    }

    [Theory]
    [InlineData(FlowLogKind.NsgV2)]
    [InlineData(FlowLogKind.VNetV4)]
    public void Open_flows_of_one_interface_differ_in_their_ends(FlowLogKind kind)
    {
        // Else nobody could say which flow a continue row belongs to.
        var open = new Dictionary<string, long>();
        var rows = new List<(FlowRow Row, string Key, long Flow)>();
        GeneratedSample.Make(Options(kind, 4_000_000), (in FlowRow row, FlowGroup group, long flow) =>
            rows.Add((row, $"{group.MacAddress} {row.Source} {row.Destination} {row.SourcePort} {row.DestinationPort} {row.Protocol}", flow)));
        HashSet<long> ending = [.. rows.Where(r => r.Row.State == FlowState.End).Select(r => r.Flow)];
        foreach ((FlowRow row, string key, long flow) in rows)
        {
            if (row.State == FlowState.Begin && ending.Contains(flow))
            {
                Assert.True(open.TryAdd(key, flow), key);
            }
            else if (row.State == FlowState.End)
            {
                open.Remove(key);
            }
        }

        Assert.True(ending.Count > 10_000);
    }

    [Fact]
    public void Each_encryption_code_occurs_in_a_small_sample()
    {
        ReadTuple[] tuples = [.. Read(FlowLogKind.VNetV4, 200_000).Tuples];
        Assert.Equal(
            ["NX", "NX_FALLBACK", "NX_HW_NOT_SUPPORTED", "NX_LOCAL_DST", "NX_NOT_ACCEPTED", "NX_NOT_SUPPORTED", "NX_SW_NOT_READY", "X"],
            tuples.Select(t => t.Fields[8]).Distinct().Order(StringComparer.Ordinal));
        string[] dropping = ["NX_NOT_ACCEPTED", "NX_NOT_SUPPORTED", "NX_SW_NOT_READY"];
        Assert.All(tuples, t => Assert.Equal(dropping.Contains(t.Fields[8]), t.Rule == "unspecified"));
        Assert.All(tuples.Where(t => t.Rule == "unspecified"), t => Assert.Equal(("unspecified", "D"), (t.AclId, t.State)));
        Assert.All(tuples.Where(t => t.Rule == "PlatformRule"), t => Assert.Equal("00000000-0000-0000-0000-000000000000", t.AclId));
        Assert.Contains(tuples, t => t.Rule == "PlatformRule");
    }

    [Theory]
    [InlineData(FlowLogKind.NsgV1)]
    [InlineData(FlowLogKind.NsgV2)]
    [InlineData(FlowLogKind.VNetV4)]
    public void Few_addresses_and_ports_make_most_of_the_traffic(FlowLogKind kind)
    {
        ReadTuple[] web = [.. Read(kind, 3_000_000).Tuples.Where(t => t.Rule == "UserRule_AllowHttpsInBound" && t.State is "B" or "none" && t.Fields[1].Contains('.'))];
        int[] clients = [.. web.GroupBy(t => t.Fields[1]).Select(g => g.Count()).OrderDescending()];
        Assert.True(clients.Length > 300, $"{clients.Length} clients");
        // After Zipf's law with about 1,300 ranks the first has an eighth, and the second half as much.
        Assert.InRange(clients[0], web.Length / 12, web.Length / 5);
        Assert.InRange(clients[1], clients[0] / 4, clients[0] * 3 / 4);
    }

    [Theory]
    [InlineData(FlowLogKind.NsgV1)]
    [InlineData(FlowLogKind.NsgV2)]
    [InlineData(FlowLogKind.VNetV4)]
    public void The_stories_can_be_found_in_a_small_sample(FlowLogKind kind)
    {
        ReadTuple[] tuples = [.. Read(kind, 100_000).Tuples];
        ReadTuple[] scan = [.. tuples.Where(t => t.Fields[1] == "198.51.100.66")];
        Assert.True(scan.Select(t => t.Fields[4]).Distinct().Count() >= 20);
        ReadTuple[] guesses = [.. tuples.Where(t => t.Fields[1] == "203.0.113.45")];
        Assert.True(guesses.Length >= 20);
        Assert.All(guesses, t => Assert.Equal(("3389", "UserRule_DenyRdpInBound"), (t.Fields[4], t.Rule)));
        Assert.All(scan.Concat(guesses), t => Assert.Equal("D", t.Decision));
        Assert.Contains(tuples, t => t.Fields[4] == "6379");
        ReadTuple[] transfer = [.. tuples.Where(t => t.Fields[2] == "192.0.2.200")];
        Assert.NotEmpty(transfer);
        if (kind != FlowLogKind.NsgV1)
        {
            long sent = transfer.Sum(t => t.Counters[1] ?? 0);
            Assert.True(sent > tuples.Sum(t => t.Counters[1] ?? 0) / 2, $"{sent} bytes");
        }
    }

    [Fact]
    public void Names_and_time_are_UDP_and_all_else_TCP() => Assert.All(
        Read(FlowLogKind.NsgV2, 300_000).Tuples.Where(t => t.Rule.Contains("Allow", StringComparison.Ordinal)),
        t => Assert.Equal(t.Fields[4] is "53" or "123", t.Protocol == "17"));

    [Theory]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(0.2, 0.1, 0.3)]
    public void The_share_of_IPv6_is_as_asked(double share, double least, double most)
    {
        SampleOptions options = Options(FlowLogKind.VNetV4, 1_000_000) with { IPv6Share = share };
        ReadTuple[] web = [.. SampleReader.Read(GeneratedSample.Make(options)).Tuples.Where(t => t.Rule == "UserRule_AllowHttpsInBound")];
        Assert.InRange(web.Count(t => t.Fields[1].Contains(':')) / (double)web.Length, least, most);
        Assert.All(web, t => Assert.Equal(t.Fields[1].Contains(':'), t.Fields[2].Contains(':')));
    }

    private static SampleReader Read(FlowLogKind kind, long size) => SampleReader.Read(GeneratedSample.Make(Options(kind, size)));

    private static SampleOptions Options(FlowLogKind kind, long size) => new()
    {
        Kinds = [kind],
        Seed = 5,
        NicCount = 2,
        Duration = TimeSpan.FromMinutes(90),
        Size = size,
    };
}
