using NsgFlow.Layout;
using static NsgFlow.Tests.Layout.Paths;

namespace NsgFlow.Tests.Layout;

public sealed class HourWindowTests
{
    private static readonly DateTimeOffset s_day = Utc(2026, 2, 28);

    [Theory]
    [InlineData("10:00", "11:00", new[] { 10, 11 })]
    [InlineData("10:30", "10:40", new[] { 10 })]
    [InlineData("10:00", "10:55", new[] { 10 })]
    [InlineData("10:00", "10:56", new[] { 10, 11 })]
    [InlineData("10:58", "10:59", new[] { 10, 11 })]
    [InlineData("09:59", "10:01", new[] { 9, 10 })]
    [InlineData("11:00", "11:01", new[] { 11 })]
    [InlineData("10:30", "10:30", new int[0])]
    [InlineData("10:40", "10:30", new int[0])]
    [InlineData(null, "01:00", new[] { 0, 1 })]
    [InlineData("22:00", null, new[] { 22, 23 })]
    public void An_hours_last_tuples_are_looked_for_at_the_head_of_the_next_blob(string? start, string? end, int[] hours)
    {
        var window = new HourWindow(At(start), At(end));
        Assert.Equal(hours, Enumerable.Range(0, 24).Where(hour => window.MayHoldHour(2026, 2, 28, hour)));
    }

    [Fact]
    public void The_window_is_half_open_to_the_tick()
    {
        FlowLogPeriod ten = FlowLogPeriod.Of(2026, 2, 28, 10)!.Value;
        DateTimeOffset covered = s_day.AddHours(10) - HourWindow.WriteDelay;
        Assert.False(new HourWindow(null, covered).MayHold(ten));
        Assert.True(new HourWindow(null, covered.AddTicks(1)).MayHold(ten));
        Assert.True(new HourWindow(s_day.AddHours(11).AddTicks(-1), null).MayHold(ten));
        Assert.False(new HourWindow(s_day.AddHours(11), null).MayHold(ten));
    }

    [Fact]
    public void Offsets_do_not_matter()
    {
        var window = new HourWindow(new DateTimeOffset(2026, 2, 28, 15, 30, 0, TimeSpan.FromHours(5.5)), null);
        Assert.True(window.MayHoldHour(2026, 2, 28, 10));
        Assert.False(window.MayHoldHour(2026, 2, 28, 9));
    }

    [Fact]
    public void The_last_minutes_of_a_year_reach_into_the_next()
    {
        var window = new HourWindow(Utc(2025, 12, 31, 23, 58), Utc(2025, 12, 31, 23, 59));
        Assert.True(window.MayHoldYear(2025));
        Assert.True(window.MayHoldYear(2026));
        Assert.True(window.MayHoldMonth(2026, 1));
        Assert.False(window.MayHoldMonth(2026, 2));
        Assert.True(window.MayHoldDay(2026, 1, 1));
        Assert.False(window.MayHoldDay(2026, 1, 2));
        Assert.True(window.MayHoldHour(2026, 1, 1, 0));
        Assert.False(window.MayHoldHour(2026, 1, 1, 1));
    }

    [Fact]
    public void The_ends_of_the_calendar_do_not_overflow()
    {
        var all = new HourWindow(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        Assert.True(all.MayHoldYear(1));
        Assert.True(all.MayHoldHour(1, 1, 1, 0));
        Assert.True(all.MayHoldYear(9999));
        Assert.True(all.MayHoldHour(9999, 12, 31, 23));
        Assert.True(default(HourWindow).IsUnbounded);
        Assert.True(default(HourWindow).MayHoldYear(9999));
    }

    [Fact]
    public void A_date_that_is_none_rules_nothing_out()
    {
        var window = new HourWindow(s_day, s_day.AddDays(1));
        Assert.True(window.MayHoldMonth(2020, 13));
        Assert.True(window.MayHoldDay(2026, 2, 30));
        Assert.False(window.MayHoldDay(2026, 2, 27));
    }

    [Fact]
    public void A_year_month_or_day_may_hold_what_one_of_its_hours_may_hold()
    {
        var random = new Random(99);
        for (int i = 0; i < 300; i++)
        {
            DateTimeOffset start = Utc(2023, 12, 20).AddMinutes(random.Next(100 * 24 * 60));
            DateTimeOffset? from = random.Next(8) == 0 ? null : start;
            DateTimeOffset? to = random.Next(8) == 0 ? null : start.AddMinutes(random.Next(-10, 3 * 24 * 60));
            var window = new HourWindow(from, to);
            DateTime day = Utc(2023, 12, 20).AddDays(random.Next(100)).Date;
            Assert.Equal(
                Enumerable.Range(0, 24).Any(hour => window.MayHoldHour(day.Year, day.Month, day.Day, hour)),
                window.MayHoldDay(day.Year, day.Month, day.Day));
            Assert.Equal(
                Enumerable.Range(1, DateTime.DaysInMonth(day.Year, day.Month)).Any(d => window.MayHoldDay(day.Year, day.Month, d)),
                window.MayHoldMonth(day.Year, day.Month));
            Assert.Equal(
                Enumerable.Range(1, 12).Any(month => window.MayHoldMonth(day.Year, month)),
                window.MayHoldYear(day.Year));
        }
    }

    private static DateTimeOffset? At(string? time) =>
        time is null ? null : s_day + TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
}
