using FsCheck;
using FsCheck.Xunit;
using NsgFlow.Filtering;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Filtering;

/// <summary>Filters while reading against a plain reference on all flows: what comes out must be the same.</summary>
public sealed class FlowFilterTests
{
    private const string Replay = "20261124,13";

    [Property(Replay = Replay, MaxTest = 400)]
    public void Each_filter_alone_keeps_what_the_reference_keeps(DoNotSize<int> any) =>
        Compare(any.Item, (filters, random) => filters.Only(random.Next(RandomFilter.Kinds)));

    [Property(Replay = Replay, MaxTest = 800)]
    public void Filters_together_keep_what_the_reference_keeps(DoNotSize<int> any) =>
        Compare(any.Item, (filters, _) => filters.Several());

    [Fact]
    public void Every_filter_keeps_some_and_rejects_some()
    {
        // Guards the two laws above against filters that are always or never true.
        int[] kept = new int[RandomFilter.Kinds];
        int[] rejected = new int[RandomFilter.Kinds];
        for (int seed = 0; seed < 20; seed++)
        {
            List<FlowRecord> flows = Logs.Decode(LogEncoder.Encode(LogGenerator.Log(seed, size: 4), LogStyle.Plain, seed).Bytes).Flows;
            for (int kind = 0; flows.Count > 0 && kind < RandomFilter.Kinds; kind++)
            {
                FlowFilterOptions filter = new RandomFilter(flows, new Random(seed)).Only(kind);
                int passing = flows.Count(f => ReferenceFilter.Accepts(filter, f));
                kept[kind] += passing;
                rejected[kind] += flows.Count - passing;
            }
        }

        Assert.DoesNotContain(0, kept);
        Assert.DoesNotContain(0, rejected);
    }

    private static void Compare(int seed, Func<RandomFilter, Random, FlowFilterOptions> choose)
    {
        var random = new Random(seed);
        byte[] bytes = LogEncoder.Encode(LogGenerator.Log(seed, size: 4), random.Next(2) == 0 ? LogStyle.Plain : LogStyle.Wild, seed).Bytes;
        Decoded all = Logs.Decode(bytes);
        if (all.Flows.Count == 0)
        {
            return;
        }

        FlowFilterOptions filter = choose(new RandomFilter(all.Flows, random), random);

        Decoded filtered = Logs.Decode(bytes, filter: filter);

        Assert.Empty(filtered.Faults);
        Assert.Equal(
            FlowFields.Of(all.Flows.Where(f => ReferenceFilter.Accepts(filter, f))),
            FlowFields.Of(filtered.Flows));
        Assert.Equal(all.Summary.Tuples, filtered.Summary.Tuples);

        bool readsTime = filter.StartTime is not null || filter.EndTime is not null;
        FlowFilterOptions withoutTime = filter with { StartTime = null, EndTime = null };
        Assert.Equal(
            readsTime
                ? all.Flows.Where(f => ReferenceFilter.Accepts(withoutTime, f)).Select(f => f.Time.ToUnixTimeMilliseconds()).DefaultIfEmpty(long.MinValue).Max()
                : long.MinValue,
            filtered.Summary.NewestTime);
    }
}
