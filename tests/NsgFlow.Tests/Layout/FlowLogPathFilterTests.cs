using NsgFlow.Filtering;
using NsgFlow.Layout;
using static NsgFlow.Tests.Layout.Paths;

namespace NsgFlow.Tests.Layout;

public sealed class FlowLogPathFilterTests
{
    private static readonly string s_nsg = $"{Nsg("NSG-WEB")}/{Hour(2026, 2, 3, 4)}";
    private static readonly string s_vnet = $"{VNet("LOG")}/{Hour(2026, 2, 3, 4)}";

    [Fact]
    public void No_condition_keeps_every_path()
    {
        var empty = new FlowLogPathFilter(default, [], [], [], []);
        foreach (string path in new[] { s_nsg, s_vnet, "/elsewhere" })
        {
            Assert.Equal(PathVerdict.Keep, Judge(FlowLogPathFilter.None, path));
            Assert.Equal(PathVerdict.Keep, Judge(empty, path));
        }
    }

    [Theory]
    [InlineData("c088dc46-d692-42ad-a4b6-9a542d28ad2a", false)]
    [InlineData(OtherSubscription, true)]
    public void A_subscription_prunes_both_trees(string asked, bool excluded)
    {
        var filter = new FlowLogPathFilter(subscriptionIds: [asked]);
        Assert.Equal(excluded, filter.Excludes(FlowLogPath.OfFolder(s_nsg)));
        Assert.Equal(excluded, filter.Excludes(FlowLogPath.OfFolder(s_vnet)));
        Assert.False(filter.Excludes(FlowLogPath.OfFolder("/data/resourceId=/SUBSCRIPTIONS")));
    }

    [Theory]
    [InlineData("rg-*", false)]
    [InlineData("rg-pro?", false)]
    [InlineData("rg-test", true)]
    public void A_resource_group_prunes_the_nsg_tree_only(string asked, bool excluded)
    {
        var filter = new FlowLogPathFilter(resourceGroups: [NamePattern.Parse(asked)]);
        Assert.Equal(OtherIf(excluded), Judge(filter, s_nsg));
        Assert.Equal(PathVerdict.Keep, Judge(filter, s_vnet));
    }

    [Theory]
    [InlineData("*web", false)]
    [InlineData("nsg-db", true)]
    public void An_nsg_prunes_the_nsg_tree_only(string asked, bool excluded)
    {
        var filter = new FlowLogPathFilter(networkSecurityGroups: [NamePattern.Parse("other"), NamePattern.Parse(asked)]);
        Assert.Equal(OtherIf(excluded), Judge(filter, s_nsg));
        Assert.Equal(PathVerdict.Keep, Judge(filter, s_vnet));
    }

    [Theory]
    [InlineData("/subscriptions/C088DC46-D692-42AD-A4B6-9A542D28AD2A/resourceGroups/RG-PROD/providers/Microsoft.Network/networkSecurityGroups/nsg-web", false, true)]
    [InlineData("/subscriptions/c088dc46-d692-42ad-a4b6-9a542d28ad2a/resourceGroups/rg-prod/providers/Microsoft.Network/networkSecurityGroups/nsg-db", true, true)]
    [InlineData("/subscriptions/c088dc46-d692-42ad-a4b6-9a542d28ad2a/resourceGroups/other/providers/Microsoft.Network/networkSecurityGroups/nsg-web", true, true)]
    [InlineData("/subscriptions/c088dc46-d692-42ad-a4b6-9a542d28ad2a/resourceGroups/rg-prod/providers/Microsoft.Network/virtualNetworks/vnet", true, false)]
    public void A_target_prunes_the_tree_that_cannot_hold_it(string target, bool nsgExcluded, bool vnetExcluded)
    {
        var filter = new FlowLogPathFilter(targetResourceIds: [target]);
        Assert.Equal(OtherIf(nsgExcluded), Judge(filter, s_nsg));
        Assert.Equal(OtherIf(vnetExcluded), Judge(filter, s_vnet));
        Assert.Equal(nsgExcluded, filter.OfAnyTime().Excludes(FlowLogPath.OfFolder(s_nsg)));
    }

    [Theory]
    [InlineData("00-0d-3a-f8-78-56", false)]
    [InlineData("00:0D:3A:F8:78:57", true)]
    public void A_mac_address_is_compared_in_any_spelling(string asked, bool excluded)
    {
        var filter = new FlowLogPathFilter(macAddresses: [asked]);
        Assert.Equal(OtherIf(excluded), Judge(filter, s_nsg));
        Assert.Equal(OtherIf(excluded), Judge(filter, s_vnet));
    }

    [Fact]
    public void A_path_with_no_true_mac_address_is_kept()
    {
        var filter = new FlowLogPathFilter(macAddresses: [Mac]);
        Assert.Equal(PathVerdict.Keep, Judge(filter, $"{Nsg("NSG-WEB")}/{Hour(2026, 2, 3, 4, "000D3AF878567")}"));
    }

    [Fact]
    public void The_window_prunes_by_the_narrowest_period_known()
    {
        var filter = new FlowLogPathFilter(new HourWindow(Utc(2026, 2, 3, 4), Utc(2026, 2, 3, 5)));
        Assert.Equal(PathVerdict.OutsideWindow, Judge(filter, Nsg("A") + "/y=2025"));
        Assert.Equal(PathVerdict.Keep, Judge(filter, Nsg("A") + "/y=2026"));
        Assert.Equal(PathVerdict.OutsideWindow, Judge(filter, Nsg("A") + "/y=2026/m=01"));
        Assert.Equal(PathVerdict.OutsideWindow, Judge(filter, Nsg("A") + "/y=2026/m=02/d=04"));
        Assert.Equal(PathVerdict.Keep, Judge(filter, Nsg("A") + "/y=2026/m=02/d=03/h=04"));
        Assert.Equal(PathVerdict.Keep, Judge(filter, VNet("A") + "/y=2026/m=02/d=03/h=05"));
        Assert.Equal(PathVerdict.OutsideWindow, Judge(filter, VNet("A") + "/y=2026/m=02/d=03/h=06"));
    }

    [Fact]
    public void Another_resource_is_named_before_another_time()
    {
        var filter = new FlowLogPathFilter(new HourWindow(Utc(2027, 1, 1), null), subscriptionIds: [OtherSubscription]);
        Assert.Equal(PathVerdict.OtherResource, Judge(filter, s_nsg));
        Assert.Equal(PathVerdict.OtherResource, Judge(filter.OfAnyTime(), s_nsg));
    }

    [Fact]
    public void What_is_excluded_stays_so_with_every_longer_path()
    {
        var random = new Random(1871);
        string[] files =
        [
            .. from owner in new[] { Nsg("NSG-WEB"), Nsg("NSG-DB", OtherSubscription, "RG-TEST"), VNet("ONE"), VNet("TWO", OtherSubscription) }
               from day in Enumerable.Range(0, 40)
               select $"/data/{owner}/{Hour(Utc(2025, 12, 20, day % 24).AddDays(day), day % 3 == 0 ? Mac : "7C1E5264840B")}",
        ];
        int excluded = 0;
        for (int i = 0; i < 200; i++)
        {
            DateTimeOffset start = Utc(2025, 12, 15).AddHours(random.Next(1_200));
            var filter = new FlowLogPathFilter(
                random.Next(2) == 0 ? default : new HourWindow(start, start.AddHours(random.Next(1, 200))),
                random.Next(3) == 0 ? [Mac] : null,
                random.Next(3) == 0 ? [Subscription] : null,
                random.Next(3) == 0 ? [NamePattern.Parse("*test")] : null,
                random.Next(3) == 0 ? [NamePattern.Parse("*-db")] : null);
            foreach (string file in files)
            {
                bool wasExcluded = false;
                for (int end = file.IndexOf('/', 1); end > 0; end = end == file.Length ? -1 : Next(file, end))
                {
                    bool isExcluded = filter.Excludes(FlowLogPath.OfFolder(file.AsSpan(0, end)));
                    Assert.False(wasExcluded && !isExcluded, file[..end]);
                    wasExcluded = isExcluded;
                }

                excluded += wasExcluded ? 1 : 0;
            }
        }

        Assert.InRange(excluded, 1_000, (200 * files.Length) - 1_000);
    }

    private static PathVerdict OtherIf(bool excluded) => excluded ? PathVerdict.OtherResource : PathVerdict.Keep;

    private static int Next(string path, int after)
    {
        int next = path.IndexOf('/', after + 1);
        return next < 0 ? path.Length : next;
    }

    private static PathVerdict Judge(FlowLogPathFilter filter, string folder) => filter.Judge(FlowLogPath.OfFolder(folder));
}
