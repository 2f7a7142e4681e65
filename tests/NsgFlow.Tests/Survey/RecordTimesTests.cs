using System.Text;
using NsgFlow.Survey;

namespace NsgFlow.Tests.Survey;

public sealed class RecordTimesTests
{
    private const string Text = """{"records":[{"rule":"time","note":"time: 1","x":{"Time" : "2026-01-15T09:00:05.5Z"}},{"time":5},{"time":"soon"},{"uptime":"2026-01-01T00:00:00Z"},{"time":"2026-01-15T09:01:05Z"},{"time":"2026-01-15T09:0""";

    private static readonly DateTimeOffset s_first = new(2026, 1, 15, 9, 0, 5, 500, TimeSpan.Zero);
    private static readonly DateTimeOffset s_last = new(2026, 1, 15, 9, 1, 5, TimeSpan.Zero);

    [Fact]
    public void Only_a_key_with_a_time_behind_it_counts()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Text);
        var all = new List<DateTimeOffset>();
        RecordTimes.All(bytes, all.Add);

        Assert.Equal([s_first, s_last], all);
        Assert.Equal(s_first, RecordTimes.First(bytes));
        Assert.Equal(s_last, RecordTimes.Last(bytes));
    }

    [Fact]
    public void No_cut_makes_up_a_time()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Text);
        for (int length = 0; length <= bytes.Length; length++)
        {
            DateTimeOffset? last = RecordTimes.Last(bytes.AsSpan(0, length));
            Assert.True(last is null || last == s_first || last == s_last);
        }

        Assert.Null(RecordTimes.First([]));
        Assert.Null(RecordTimes.Last("ime\""u8));
    }
}
