using NsgFlow.Layout;
using static NsgFlow.Tests.Layout.Paths;

namespace NsgFlow.Tests.Layout;

public sealed class FlowLogPathTests
{
    private const string NsgBlob =
        "resourceId=/SUBSCRIPTIONS/11111111-2222-3333-A4B6-000000000000/RESOURCEGROUPS/VM-TEST/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/TEST-NSG/y=2023/m=08/d=29/h=07/m=00/macAddress=000D3AF87856/PT1H.json";

    private const string VNetBlob =
        "flowLogResourceID=/A64ACBF7-1111-2222-3333-444444444444_NETWORKWATCHERRG/NETWORKWATCHER_EASTUS_FLOWLOG-VNET_ONE-EASTUS/y=2025/m=10/d=05/h=09/m=00/macAddress=7C1E5264840B/PT1H.json";

    [Theory]
    [InlineData("")]
    [InlineData("insights-logs-networksecuritygroupflowevent/")]
    [InlineData("https://account.blob.core.windows.net/insights-logs-networksecuritygroupflowevent/")]
    [InlineData("C:\\cases\\y=1999\\m=01\\")]
    [InlineData("/home/me/resourceId=old/flowLogResourceID=x/")]
    public void An_nsg_path_tells_all_it_holds_whatever_precedes(string prefix)
    {
        FlowLogPath path = Assert.IsType<FlowLogPath>(FlowLogPath.OfFile(prefix + NsgBlob));
        Assert.Equal(FlowLogFamily.NetworkSecurityGroup, path.Family);
        Assert.Equal("11111111-2222-3333-A4B6-000000000000", path.SubscriptionId);
        Assert.Equal("VM-TEST", path.ResourceGroupName);
        Assert.Equal("TEST-NSG", path.NetworkSecurityGroup);
        Assert.Equal(Utc(2023, 8, 29, 7), path.Hour);
        Assert.Equal("000D3AF87856", path.MacAddress);
        Assert.Null(path.Region);
        Assert.Null(path.FlowLogName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("insights-logs-flowlogflowevent/")]
    [InlineData("\\\\server\\share\\logs\\")]
    public void A_virtual_network_path_tells_all_it_holds_whatever_precedes(string prefix)
    {
        FlowLogPath path = Assert.IsType<FlowLogPath>(FlowLogPath.OfFile(prefix + VNetBlob));
        Assert.Equal(FlowLogFamily.VirtualNetwork, path.Family);
        Assert.Equal("A64ACBF7-1111-2222-3333-444444444444", path.SubscriptionId);
        Assert.Equal("NETWORKWATCHERRG", path.ResourceGroupName);
        Assert.Equal("EASTUS", path.Region);
        Assert.Equal("FLOWLOG-VNET_ONE-EASTUS", path.FlowLogName);
        Assert.Equal(Utc(2025, 10, 5, 9), path.Hour);
        Assert.Equal("7C1E5264840B", path.MacAddress);
        Assert.Null(path.NetworkSecurityGroup);
    }

    [Theory]
    [InlineData(NsgBlob)]
    [InlineData(VNetBlob)]
    public void Case_and_separators_do_not_matter(string blob)
    {
        FlowLogPath path = FlowLogPath.OfFile(blob)!;
        string[] spellings =
        [
            blob.ToLowerInvariant(),
            blob.ToUpperInvariant(),
            blob.Replace('/', '\\'),
            blob.Replace("/", "//", StringComparison.Ordinal),
            blob.Replace("/y=", "\\y=", StringComparison.Ordinal),
            blob.Replace("=", "%3D", StringComparison.Ordinal),
            blob.Replace("=", "%3d", StringComparison.Ordinal),
            blob.Replace("=/", "=", StringComparison.Ordinal),
            blob + ".gz",
            blob.Replace("PT1H.json", "any other name.json", StringComparison.Ordinal),
        ];

        foreach (string spelling in spellings)
        {
            FlowLogPath other = Assert.IsType<FlowLogPath>(FlowLogPath.OfFile(spelling));
            Assert.Equal(path.Family, other.Family);
            Assert.Equal(path.SubscriptionId, other.SubscriptionId, ignoreCase: true);
            Assert.Equal(path.ResourceGroupName, other.ResourceGroupName, ignoreCase: true);
            Assert.Equal(path.NetworkSecurityGroup, other.NetworkSecurityGroup, ignoreCase: true);
            Assert.Equal(path.Region, other.Region, ignoreCase: true);
            Assert.Equal(path.FlowLogName, other.FlowLogName, ignoreCase: true);
            Assert.Equal(path.Hour, other.Hour);
            Assert.Equal(path.MacAddress, other.MacAddress);
        }
    }

    [Fact]
    public void The_group_of_a_flow_log_need_not_be_the_network_watchers()
    {
        FlowLogPath path = FlowLogPath.OfFolder(
            $"flowLogResourceID=/{Subscription}_MY_TEAM-E2E/NETWORKWATCHER_CENTRALINDIA_FLOWLOG")!;
        Assert.Equal(Subscription, path.SubscriptionId);
        Assert.Equal("MY_TEAM-E2E", path.ResourceGroupName);
        Assert.Equal("CENTRALINDIA", path.Region);
        Assert.Equal("FLOWLOG", path.FlowLogName);
    }

    [Fact]
    public void A_network_watcher_of_another_name_hides_the_region_and_nothing_else()
    {
        FlowLogPath path = FlowLogPath.OfFolder($"flowLogResourceID=/{Subscription}_RG/WATCHER_LOG/{Hour(2026, 1, 2, 3)}")!;
        Assert.Null(path.Region);
        Assert.Null(path.FlowLogName);
        Assert.Equal(Utc(2026, 1, 2, 3), path.Hour);
        Assert.Equal(Mac, path.MacAddress);
    }

    [Theory]
    [InlineData("00-0d-3a-f8-78-56", "000D3AF87856")]
    [InlineData("00:0D:3A:F8:78:56", "000D3AF87856")]
    [InlineData("000d.3af8.7856", "000D3AF87856")]
    [InlineData("000d3AF87856", "000D3AF87856")]
    [InlineData("000D3AF878567", "000D3AF878567")]
    [InlineData("nic-one", "nic-one")]
    public void A_mac_address_is_normalised_or_left_as_written(string written, string expected) =>
        Assert.Equal(expected, FlowLogPath.OfFolder($"{Nsg("WEB")}/{Hour(2026, 1, 2, 3, written)}")!.MacAddress);

    [Fact]
    public void Each_level_adds_what_it_names()
    {
        string path = $"{Nsg("WEB")}/{Hour(2026, 2, 3, 4)}";
        string[] segments = path.Split('/');
        for (int count = 0; count <= segments.Length; count++)
        {
            FlowLogPath? known = FlowLogPath.OfFolder("/data/" + string.Join('/', segments[..count]));
            Assert.Equal(count >= 1, known is not null);
            Assert.Equal(count >= 3 ? Subscription : null, known?.SubscriptionId);
            Assert.Equal(count >= 5 ? "RG-PROD" : null, known?.ResourceGroupName);
            Assert.Equal(count >= 9 ? "WEB" : null, known?.NetworkSecurityGroup);
            FlowLogPeriod? period = count switch
            {
                < 10 => null,
                10 => FlowLogPeriod.Of(2026),
                11 => FlowLogPeriod.Of(2026, 2),
                12 => FlowLogPeriod.Of(2026, 2, 3),
                _ => FlowLogPeriod.Of(2026, 2, 3, 4),
            };
            Assert.Equal(period, known?.Period);
            Assert.Equal(count >= 15 ? Mac : null, known?.MacAddress);
        }
    }

    [Fact]
    public void A_file_name_is_no_level()
    {
        FlowLogPath path = FlowLogPath.OfFile(Nsg("truth.json"))!;
        Assert.Null(path.NetworkSecurityGroup);
        Assert.Equal("RG-PROD", path.ResourceGroupName);
        Assert.Null(FlowLogPath.OfFile("PT1H.json"));
    }

    [Theory]
    [InlineData("y=2026/m=13/d=01/h=00", 2026, null, null)]
    [InlineData("y=2026/m=00/d=01/h=00", 2026, null, null)]
    [InlineData("y=2026/m=02/d=29/h=00", 2026, 2, null)]
    [InlineData("y=2026/m=02/d=00/h=00", 2026, 2, null)]
    [InlineData("y=2026/m=02/d=28/h=24", 2026, 2, 28)]
    [InlineData("y=2026/m=02/d=28/h=-1", 2026, 2, 28)]
    [InlineData("y=2026/m=02/d=28/h=1", 2026, 2, 28)]
    [InlineData("y=2026/m=2/d=28/h=01", 2026, null, null)]
    [InlineData("y=2026/d=28/h=01", 2026, null, null)]
    [InlineData("y=2026/m=٠٢/d=28/h=01", 2026, null, null)]
    [InlineData("y=2026/m=02/d=28.json/h=01", 2026, 2, null)]
    public void Reading_stops_at_a_number_that_is_no_date(string tail, int year, int? month, int? day)
    {
        FlowLogPath path = FlowLogPath.OfFolder($"{Nsg("WEB")}/{tail}/m=00/macAddress={Mac}")!;
        Assert.Equal("WEB", path.NetworkSecurityGroup);
        Assert.Equal(FlowLogPeriod.Of(year, month, day), path.Period);
        Assert.Null(path.Hour);
        Assert.Null(path.MacAddress);
    }

    [Theory]
    [InlineData("y=0000")]
    [InlineData("y=12026")]
    [InlineData("y=20 6")]
    [InlineData("y=")]
    [InlineData("year=2026")]
    public void What_is_no_year_is_no_period(string segment) =>
        Assert.Null(FlowLogPath.OfFolder($"{Nsg("WEB")}/{segment}")!.Period);

    [Fact]
    public void The_last_hour_of_the_calendar_is_an_hour() =>
        Assert.Equal(Utc(9999, 12, 31, 23), FlowLogPath.OfFolder($"{Nsg("WEB")}/{Hour(9999, 12, 31, 23)}")!.Hour);

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("logs/PT1H.json")]
    [InlineData("y=2026/m=02/d=03/h=04/m=00/macAddress=000D3AF87856/PT1H.json")]
    [InlineData("resourceIds=/SUBSCRIPTIONS/S/x.json")]
    [InlineData("my-resourceId=/SUBSCRIPTIONS/S/x.json")]
    [InlineData("resourceId/SUBSCRIPTIONS/S/x.json")]
    [InlineData("resourceId=/TENANTS/S/x.json")]
    [InlineData("flowLogResourceID=/C088DC46-D692-42AD-A4B6-9A542D28AD2A/NETWORKWATCHER_A_B/x.json")]
    [InlineData("flowLogResourceID=/C088DC46-D692-42AD-A4B6-9A542D28AD2A_/NETWORKWATCHER_A_B/x.json")]
    [InlineData("flowLogResourceID=/C088DC46-D692-42AD-A4B6-9A542D28AD2A-RG/NETWORKWATCHER_A_B/x.json")]
    public void What_lacks_the_layout_tells_nothing(string path) => Assert.Null(FlowLogPath.OfFile(path));

    [Fact]
    public void Another_resources_log_tells_its_group_and_no_nsg()
    {
        FlowLogPath path = FlowLogPath.OfFile(
            NsgBlob.Replace("MICROSOFT.NETWORK/NETWORKSECURITYGROUPS", "MICROSOFT.KEYVAULT/VAULTS", StringComparison.Ordinal))!;
        Assert.Equal("VM-TEST", path.ResourceGroupName);
        Assert.Null(path.NetworkSecurityGroup);
        Assert.Null(path.Period);
    }

    [Fact]
    public void Hostile_names_are_read_as_they_stand()
    {
        FlowLogPath path = FlowLogPath.OfFolder("resourceId=/SUBSCRIPTIONS/../RESOURCEGROUPS/%2e%2e/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/\u0000\u001b[31m\ud800")!;
        Assert.Equal("..", path.SubscriptionId);
        Assert.Equal("%2e%2e", path.ResourceGroupName);
        Assert.Equal("\u0000\u001b[31m\ud800", path.NetworkSecurityGroup);
    }

    [Fact]
    public void Very_long_paths_are_read_in_one_pass()
    {
        string many = string.Concat(Enumerable.Repeat("resourceId=/flowLogResourceID=/", 10_000));
        Assert.Equal("WEB", FlowLogPath.OfFolder(many + Nsg("WEB"))!.NetworkSecurityGroup);
        Assert.Null(FlowLogPath.OfFolder(many + "x"));
        Assert.Null(FlowLogPath.OfFolder(new string('/', 1_000_000)));
        Assert.Equal(1_000_000, FlowLogPath.OfFolder(Nsg(new string('n', 1_000_000)))!.NetworkSecurityGroup!.Length);
        Assert.Null(FlowLogPath.OfFolder("flowLogResourceID=/" + new string('-', 1_000_000)));
    }

    [Fact]
    public void Mutilated_paths_never_throw_and_never_tell_what_is_not_there()
    {
        var random = new Random(4711);
        const string Noise = "/\\=_%-.3Dmyhd0129\0é";
        int read = 0;
        for (int i = 0; i < 20_000; i++)
        {
            char[] text = (i % 2 == 0 ? NsgBlob : VNetBlob).ToCharArray();
            for (int n = random.Next(1, 6); n > 0; n--)
            {
                text[random.Next(text.Length)] = Noise[random.Next(Noise.Length)];
            }

            string path = new(text, 0, random.Next(text.Length + 1));
            if (FlowLogPath.OfFile(path) is { } known)
            {
                read++;
                Assert.All(
                    new[] { known.SubscriptionId, known.ResourceGroupName, known.NetworkSecurityGroup, known.Region, known.FlowLogName },
                    value => Assert.True(value is null || (value.Length > 0 && path.Contains(value, StringComparison.Ordinal))));
            }
        }

        Assert.InRange(read, 1_000, 19_999);
    }

    [Theory]
    [InlineData("PT1H.json", true)]
    [InlineData("pt1h.JSON", true)]
    [InlineData("PT1H.json.gz", true)]
    [InlineData("truth.Json.GZ", true)]
    [InlineData("PT1H.json.tmp", false)]
    [InlineData("PT1H.gz", false)]
    [InlineData("json", false)]
    [InlineData("", false)]
    public void A_log_is_told_by_its_ending(string name, bool expected) => Assert.Equal(expected, FlowLogPath.IsLogFileName(name));
}
