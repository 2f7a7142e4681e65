using NsgFlow.Analysis.Tracing;

namespace NsgFlow.Tests.Analysis.Tracing;

public sealed class MinuteSetTests
{
    // The beginning of an hour.
    private const long Base = 483_333 * 60L;

    [Fact]
    public void It_is_a_set_of_minutes()
    {
        for (int seed = 1; seed <= 50; seed++)
        {
            var random = new Random(seed);
            var expected = new SortedSet<long>();
            var first = new MinuteSet();
            var second = new MinuteSet();
            Assert.True(first.IsEmpty);
            for (int i = random.Next(1, 200); i > 0; i--)
            {
                long minute = Base + random.Next(2000);
                expected.Add(minute);
                (random.Next(2) == 0 ? first : second).Add(minute);
            }

            first.UnionWith(second);

            Assert.Equal(expected, first.Minutes);
            Assert.Equal((expected.Min, expected.Max), (first.First, first.Last));
            for (int i = 0; i < 200; i++)
            {
                long from = Base + random.Next(-100, 2100);
                long to = from + random.Next(random.Next(2) == 0 ? 5 : 500);
                Assert.Equal(expected.Contains(from), first.Contains(from));
                Assert.Equal(expected.GetViewBetween(from, to).Count > 0, first.Overlaps(from, to));
            }
        }
    }

    [Fact]
    public void Of_too_many_hours_the_newest_are_kept_in_whatever_order_they_come()
    {
        long[] minutes = [.. Enumerable.Range(0, MinuteSet.MostHours + 50).Select(hour => Base + (hour * 60L) + (hour % 60))];
        var random = new Random(5);
        foreach (IEnumerable<long> order in new[] { minutes, Enumerable.Reverse(minutes), minutes.OrderBy(_ => random.Next()) })
        {
            var set = new MinuteSet();
            foreach (long minute in order)
            {
                set.Add(minute);
            }

            Assert.Equal(minutes.Skip(50), set.Minutes);
        }
    }
}
