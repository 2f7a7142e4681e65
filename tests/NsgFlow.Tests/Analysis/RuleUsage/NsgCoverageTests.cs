using NsgFlow.Analysis.RuleUsage;

namespace NsgFlow.Tests.Analysis.RuleUsage;

/// <summary>In how many hours of a window a group had a log, as far as paths and rows tell.</summary>
public sealed class NsgCoverageTests
{
    private const long Nine = 1_768_467_600 / 3600;
    private const string Subscription = "11111111-2222-3333-4444-555555555555";

    [Fact]
    public void Paths_of_NSG_logs_tell_the_hours_of_their_group()
    {
        NsgCoverage coverage = Logs(Nsg("WEB", 9, "A"), Nsg("WEB", 9, "B"), Nsg("WEB", 11, "A"), Nsg("OTHER", 8, "A"));

        Assert.Equal((Nine - 1, Nine + 2), coverage.Span);
        Assert.Equal(2, coverage.HoursOf("web", Nine, Nine + 2));
        Assert.Equal(1, coverage.HoursOf("web", Nine, Nine));
        Assert.Equal(1, coverage.HoursOf("OTHER", Nine - 1, Nine + 2));
        Assert.Equal(0, coverage.HoursOf("never", Nine, Nine + 2));
    }

    [Fact]
    public void Virtual_network_logs_count_for_the_groups_that_decide_at_their_interface()
    {
        NsgCoverage coverage = Logs(VNet(9, "A"), VNet(10, "A"), VNet(10, "B"), VNet(11, "B"));
        coverage.AddGroup(Group("web", VNet(9, "A")));
        coverage.AddGroup(Group("WEB", VNet(11, "B")));
        coverage.AddGroup(Group("db", VNet(11, "B")));

        Assert.Equal(3, coverage.HoursOf("web", Nine, Nine + 5));
        Assert.Equal(2, coverage.HoursOf("db", Nine, Nine + 5));
        Assert.Null(coverage.HoursOf("never", Nine, Nine + 5));
    }

    [Fact]
    public void Outside_of_the_layout_the_times_of_records_tell()
    {
        NsgCoverage coverage = Logs("copy.json");
        coverage.AddGroup(Group("web", "copy.json", Nine));
        coverage.AddGroup(Group("web", "copy.json", Nine));
        coverage.AddGroup(Group("web", "copy.json", Nine + 3));

        Assert.Equal(2, coverage.HoursOf("web", Nine, Nine + 3));
        Assert.Null(coverage.HoursOf("db", Nine, Nine + 3));
    }

    [Fact]
    public void Without_logs_nothing_is_known()
    {
        Assert.Null(new NsgCoverage().Span);
        Assert.Null(new NsgCoverage().HoursOf("web", Nine, Nine));
    }

    [Fact]
    public void Workers_add_up()
    {
        NsgCoverage one = Logs(Nsg("WEB", 9, "A"), VNet(9, "C"));
        NsgCoverage other = Logs(Nsg("WEB", 10, "A"), VNet(12, "C"));
        other.AddGroup(Group("web", VNet(12, "C")));
        var all = new SharedCoverage();
        all.Merge(one);
        all.Merge(other);

        Assert.Equal((Nine, Nine + 3), all.All.Span);
        Assert.Equal(3, all.All.HoursOf("web", Nine, Nine + 3));
    }

    private static NsgCoverage Logs(params string[] paths)
    {
        var coverage = new NsgCoverage();
        foreach (string path in paths)
        {
            coverage.AddLog(path);
        }

        return coverage;
    }

    private static FlowGroup Group(string nsg, string source, long? hour = null) => new()
    {
        Source = source,
        NetworkSecurityGroup = nsg,
        RecordTime = hour is { } known ? DateTimeOffset.FromUnixTimeSeconds((known * 3600) + 90) : null,
    };

    private static string Nsg(string nsg, int hour, string mac) => FormattableString.Invariant(
        $"/x/resourceId=/SUBSCRIPTIONS/{Subscription}/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/{nsg}/y=2026/m=01/d=15/h={hour:00}/m=00/macAddress=000D3A00000{mac}/PT1H.json");

    private static string VNet(int hour, string mac) => FormattableString.Invariant(
        $"/x/flowLogResourceID=/{Subscription}_NETWORKWATCHERRG/NETWORKWATCHER_EASTUS_FL/y=2026/m=01/d=15/h={hour:00}/m=00/macAddress=000D3A00000{mac}/PT1H.json");
}
