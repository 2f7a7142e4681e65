using NsgFlow.Analysis.Measuring;

namespace NsgFlow.Tests.Analysis.Measuring;

public sealed class DistinctCounterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    public void Few_values_are_counted_exactly(int count)
    {
        DistinctCounter counter = Of(0, count);
        DistinctCounter again = Of(0, count);
        again.Merge(counter);

        Assert.False(counter.IsEstimate);
        Assert.Equal(count, counter.Count);
        Assert.Equal(count, again.Count);
        Assert.False(again.IsEstimate);
    }

    [Theory]
    [InlineData(4097)]
    [InlineData(10_000)]
    [InlineData(41_000)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void Many_are_estimated_within_five_standard_errors(int count)
    {
        DistinctCounter counter = Of(0, count);

        Assert.True(counter.IsEstimate);
        Assert.InRange(counter.Count, count * (1 - (5 * 0.0081)), count * (1 + (5 * 0.0081)));
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(4000, 97)]
    [InlineData(4000, 4000)]
    [InlineData(9000, 10)]
    [InlineData(9000, 9000)]
    public void Parts_merged_in_any_order_give_what_the_whole_gives(int one, int other)
    {
        DistinctCounter whole = Of(0, one + other);
        DistinctCounter forth = Of(0, one);
        forth.Merge(Of(one, other));
        DistinctCounter back = Of(one, other);
        back.Merge(Of(0, one));

        Assert.Equal(whole.Count, forth.Count);
        Assert.Equal(whole.Count, back.Count);
        Assert.Equal(whole.IsEstimate, forth.IsEstimate);
        Assert.Equal(whole.IsEstimate, back.IsEstimate);
        Assert.Equal(whole.Kept, back.Kept);
    }

    [Fact]
    public void Hashes_of_near_values_are_spread_well_enough_for_the_estimate()
    {
        var hash = new ValueHash(new MeasureOptions());
        var group = new FlowGroup { Source = null };
        var counter = new DistinctCounter();
        const int Count = 200_000;
        for (int i = 0; i < Count; i++)
        {
            var row = new FlowRow { Group = group, Source = new InternedAddress(FlowAddress.FromIPv4(0x0A000000u + (uint)i), AddressVerdict.None) };
            counter.Add(hash.Of(MeasureField.SourceAddress, in row)!.Value);
        }

        Assert.InRange(counter.Count, Count * 0.96, Count * 1.04);
    }

    private static DistinctCounter Of(int begin, int count)
    {
        var counter = new DistinctCounter();
        for (int i = begin; i < begin + count; i++)
        {
            counter.Add(Spread((ulong)i));
            counter.Add(Spread((ulong)i));
        }

        return counter;
    }

    // SplitMix64: nothing of the engine's own.
    private static ulong Spread(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
