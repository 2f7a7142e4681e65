using System.Globalization;
using NsgFlow.Layout;

namespace NsgFlow.Tests.Layout;

/// <summary>Beginnings of paths that together lead to all hours of a window, each to others.</summary>
public sealed class HourPrefixesTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 15, 9, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-01-15T08:00Z", "2026-01-15T08:30Z", "y=2026/m=01/d=15/h=08/")]
    [InlineData("2026-01-15T08:00Z", "2026-01-15T09:00Z", "y=2026/m=01/d=15/h=0")]
    [InlineData("2026-01-15T09:00Z", "2026-01-15T10:00Z", "y=2026/m=01/d=15/")]
    [InlineData("2026-01-15T23:00Z", "2026-01-16T00:00Z", "y=2026/m=01/d=15/h=23/ y=2026/m=01/d=16/h=00/")]
    [InlineData("2026-01-15T00:00Z", "2026-01-15T23:00Z", "y=2026/m=01/d=15/")]
    [InlineData("2025-12-31T23:00Z", "2026-01-01T00:30Z", "y=2025/m=12/d=31/h=23/ y=2026/m=01/d=01/h=00/")]
    [InlineData("2026-01-01T00:00Z", "2026-01-31T23:00Z", "y=2026/m=01/")]
    public void Few_beginnings_cover_a_window(string start, string end, string expected) =>
        Assert.Equal(expected.Split(' '), HourPrefixes.Cover(Window(start, end), s_now));

    [Fact]
    public void Any_hour_takes_at_most_two_requests_whenever_it_begins()
    {
        var start = new DateTimeOffset(2026, 2, 27, 0, 0, 0, TimeSpan.Zero);
        for (int minute = 0; minute < 3 * 24 * 60; minute++)
        {
            DateTimeOffset first = start.AddMinutes(minute);
            Assert.InRange(HourPrefixes.Cover(new HourWindow(first, first.AddHours(1)), s_now).Count, 1, 2);
        }
    }

    [Fact]
    public void Without_a_start_and_before_all_logs_everything_is_listed()
    {
        Assert.Equal([HourPrefixes.All], HourPrefixes.Cover(default, s_now));
        Assert.Equal([HourPrefixes.All], HourPrefixes.Cover(new HourWindow(DateTimeOffset.MinValue, null), s_now));
        Assert.Equal([HourPrefixes.All], HourPrefixes.Cover(new HourWindow(null, s_now), s_now));
    }

    [Fact]
    public void Without_an_end_a_day_from_now_is_enough() =>
        Assert.Equal(["y=2026/m=01/d=15/", "y=2026/m=01/d=16/h=0"], HourPrefixes.Cover(new HourWindow(s_now.AddHours(-1), null), s_now));

    [Fact]
    public void An_empty_window_asks_for_nothing() => Assert.Empty(HourPrefixes.Cover(new HourWindow(s_now, s_now), s_now));

    [Fact]
    public void Every_hour_of_random_windows_lies_under_just_one_beginning()
    {
        const int Seed = 41;
        var random = new Random(Seed);
        for (int i = 0; i < 400; i++)
        {
            DateTimeOffset start = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(3 * 366 * 24 * 60));
            var window = new HourWindow(start, start.AddMinutes(1 + Math.Pow(random.NextDouble(), 4) * 500 * 24 * 60));
            bool foldersOnly = i % 2 == 0;
            IReadOnlyList<string> prefixes = HourPrefixes.Cover(window, s_now, foldersOnly);
            Assert.True(!foldersOnly || prefixes.All(prefix => prefix.EndsWith('/')), string.Join(' ', prefixes));
            for (DateTimeOffset hour = FlowLogPeriod.HourOf(start.AddDays(-2)); hour < window.End!.Value.AddDays(2); hour = hour.AddHours(1))
            {
                string path = hour.ToString("'y='yyyy'/m='MM'/d='dd'/h='HH'/m=00/'", CultureInfo.InvariantCulture);
                int count = prefixes.Count(prefix => path.StartsWith(prefix, StringComparison.Ordinal));
                bool isWanted = window.MayHoldHour(hour.Year, hour.Month, hour.Day, hour.Hour);
                Assert.True(isWanted ? count == 1 : count <= 1, $"seed {Seed}, {window}: {path} is under {count} of {string.Join(' ', prefixes)}");
            }
        }
    }

    private static HourWindow Window(string start, string end) =>
        new(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture), DateTimeOffset.Parse(end, CultureInfo.InvariantCulture));
}
