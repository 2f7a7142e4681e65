using System.Text;
using System.Text.RegularExpressions;
using NsgFlow.Sampling;

namespace NsgFlow.Tests.Sampling;

public sealed partial class SampleFormatTests
{
    public static TheoryData<FlowLogKind> Kinds => [FlowLogKind.NsgV1, FlowLogKind.NsgV2, FlowLogKind.VNetV4];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_is_one_line_in_Azures_wrapper(FlowLogKind kind)
    {
        foreach ((_, byte[] bytes) in Make(kind).Files)
        {
            string text = Encoding.ASCII.GetString(bytes);
            Assert.StartsWith("{\"records\":[{\"time\":\"", text, StringComparison.Ordinal);
            Assert.EndsWith("]}}]}", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', text);
            Assert.DoesNotContain(' ', text);
        }
    }

    [Fact]
    public void Keys_stand_in_Azures_order()
    {
        string[] nsg = ["time", "systemId", "macAddress", "category", "resourceId", "operationName", "properties"];
        string[] vnet =
        [
            "time", "flowLogGUID", "macAddress", "category", "flowLogResourceID", "targetResourceID", "flowLogVersion",
            "operationName", "flowRecords",
        ];
        foreach (FlowLogKind kind in Enum.GetValues<FlowLogKind>().Except([FlowLogKind.Other]))
        {
            string[] expected = kind == FlowLogKind.VNetV4 ? vnet : nsg;
            Assert.All(Read(kind).Records, record => Assert.Equal(expected, record.Keys));
        }
    }

    [Theory]
    [InlineData(FlowLogKind.NsgV1, "^[0-9]{10},[0-9a-f.:]+,[0-9a-f.:]+,[0-9]{1,5},[0-9]{1,5},[TU],[IO],[AD]$")]
    [InlineData(FlowLogKind.NsgV2, "^[0-9]{10},[0-9a-f.:]+,[0-9a-f.:]+,[0-9]{1,5},[0-9]{1,5},[TU],[IO],([AD],B,,,,|A,[CE](,[0-9]+){4})$")]
    [InlineData(FlowLogKind.VNetV4, "^[0-9]{13},[0-9a-f.:]+,[0-9a-f.:]+,[0-9]{1,5},[0-9]{1,5},(6|17),[IO],([BD],N?X[A-Z_]*,0,0,0,0|[CE],N?X[A-Z_]*(,[0-9]+){4})$")]
    public void Tuples_have_the_formats_grammar(FlowLogKind kind, string grammar)
    {
        var regex = new Regex(grammar, RegexOptions.CultureInvariant);
        Assert.All(Read(kind).Tuples, tuple => Assert.Matches(regex, tuple.Text));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Tuples_of_one_list_are_in_order_of_time(FlowLogKind kind)
    {
        foreach (IGrouping<long, ReadTuple> list in Read(kind).Tuples.GroupBy(t => t.Group))
        {
            Assert.Equal(list.Select(t => t.Milliseconds).Order(), list.Select(t => t.Milliseconds));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_record_is_written_two_to_sixty_four_seconds_after_its_tuples(FlowLogKind kind)
    {
        SampleReader read = Read(kind);
        Assert.All(read.Records, record => Assert.Matches(RecordTime(), record.Time));
        foreach (ReadTuple tuple in read.Tuples)
        {
            double lag = (tuple.Record.Written - DateTimeOffset.FromUnixTimeMilliseconds(tuple.Milliseconds)).TotalSeconds;
            Assert.InRange(lag, 1.7, 64);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_head_of_each_file_belongs_to_the_hour_before(FlowLogKind kind)
    {
        GeneratedSample sample = Make(kind);
        ILookup<string, ReadTuple> byFile = SampleReader.Read(sample).Tuples.ToLookup(t => t.Record.Path);
        Assert.Equal(6, sample.Files.Count);
        foreach ((string path, _) in sample.Files)
        {
            Match place = PathTime().Match(path);
            var hour = new DateTimeOffset(2026, 1, int.Parse(place.Groups[1].ValueSpan, null), int.Parse(place.Groups[2].ValueSpan, null), 0, 0, TimeSpan.Zero);
            long first = hour.ToUnixTimeMilliseconds();
            Assert.All(byFile[path], t => Assert.Equal(hour, Hour(t.Record.Written)));
            Assert.All(byFile[path], t => Assert.InRange(t.Milliseconds, first - 64_000, first + 3_600_000));
            Assert.Contains(byFile[path], t => t.Milliseconds < first);
        }

        static DateTimeOffset Hour(DateTimeOffset time) => new(time.Year, time.Month, time.Day, time.Hour, 0, 0, TimeSpan.Zero);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_full_minute_is_split_into_records_of_one_time(FlowLogKind kind)
    {
        SampleReader read = SampleReader.Read(GeneratedSample.Make(new SampleOptions { Kinds = [kind], Size = 6_000_000 }));
        Assert.All(read.Records, record => Assert.InRange(record.Length, 1, 32_200));
        IGrouping<string, ReadRecord>[] minutes = [.. read.Records.GroupBy(r => r.Time)];
        Assert.Equal(60, minutes.Length);
        Assert.All(minutes, minute => Assert.All(minute.SkipLast(1), r => Assert.InRange(r.Length, 31_700, 32_200)));
        Assert.True(minutes.Count(minute => minute.Count() > 1) > 50);
    }

    [Theory]
    [InlineData(FlowLogKind.NsgV1, "^insights-logs-networksecuritygroupflowevent/resourceId=/SUBSCRIPTIONS/[0-9A-F-]{36}/RESOURCEGROUPS/SHOP/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/(WEB1|APP1)/y=2026/m=01/d=15/h=0[0-2]/m=00/macAddress=[0-9A-F]{12}/PT1H.json$")]
    [InlineData(FlowLogKind.NsgV2, "^insights-logs-networksecuritygroupflowevent/resourceId=/SUBSCRIPTIONS/[0-9A-F-]{36}/RESOURCEGROUPS/SHOP/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/(WEB|APP)/y=2026/m=01/d=15/h=0[0-2]/m=00/macAddress=[0-9A-F]{12}/PT1H.json$")]
    [InlineData(FlowLogKind.VNetV4, "^insights-logs-flowlogflowevent/flowLogResourceID=/[0-9A-F-]{36}_NETWORKWATCHERRG/NETWORKWATCHER_WESTEUROPE_VNET-SHOP-FLOWLOG/y=2026/m=01/d=15/h=0[0-2]/m=00/macAddress=[0-9A-F]{12}/PT1H.json$")]
    public void Paths_are_Azures(FlowLogKind kind, string grammar) =>
        Assert.All(Make(kind).Files, file => Assert.Matches(grammar, file.Path));

    private static SampleReader Read(FlowLogKind kind) => SampleReader.Read(Make(kind));

    private static GeneratedSample Make(FlowLogKind kind) => GeneratedSample.Make(new SampleOptions
    {
        Kinds = [kind],
        Seed = 11,
        NicCount = 2,
        Duration = TimeSpan.FromHours(3),
        Size = 1_200_000,
        IPv6Share = 0.05,
    });

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$", RegexOptions.CultureInvariant)]
    private static partial Regex RecordTime();

    [GeneratedRegex("/d=([0-9]{2})/h=([0-9]{2})/", RegexOptions.CultureInvariant)]
    private static partial Regex PathTime();
}
