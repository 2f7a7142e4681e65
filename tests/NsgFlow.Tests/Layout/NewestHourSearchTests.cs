using NsgFlow.Layout;
using static NsgFlow.Tests.Layout.Paths;

namespace NsgFlow.Tests.Layout;

public sealed class NewestHourSearchTests
{
    private static readonly FlowLogPathFilter s_lastHour = new(new HourWindow(Utc(2026, 11, 24, 3), null));

    [Fact]
    public void Where_nothing_is_new_enough_the_newest_hour_is_found()
    {
        MemoryFolders folders = new MemoryFolders().Add(
            $"{Nsg("A")}/{Hour(2025, 3, 1, 4)}/PT1H.json",
            $"{Nsg("A")}/{Hour(2026, 10, 31, 23)}/PT1H.json",
            $"{VNet("B")}/{Hour(2026, 11, 2, 9)}/PT1H.json.gz",
            $"{VNet("B")}/{Hour(2026, 11, 2, 8)}/PT1H.json");
        FlowLogTree tree = FlowLogTreeTests.Tree(folders, s_lastHour);
        Assert.Empty(tree.Files());
        Assert.True(tree.LeftOutByTime);
        Assert.Equal(Utc(2026, 11, 2, 9), tree.FindNewestHour());
    }

    [Fact]
    public void Only_the_newest_branch_of_each_resource_is_listed()
    {
        var folders = new MemoryFolders();
        for (DateTimeOffset hour = Utc(2025, 11, 1); hour < Utc(2026, 2, 1); hour = hour.AddHours(1))
        {
            folders.Add($"{Nsg("A")}/{Hour(hour)}/PT1H.json", $"{Nsg("B")}/{Hour(hour.AddDays(-40))}/PT1H.json");
        }

        Assert.Equal(Utc(2026, 1, 31, 23), FlowLogTreeTests.Tree(folders, s_lastHour).FindNewestHour());

        // The root and eight levels; A, its year, month, day, hour, minute and MAC; B, whose newest year is past.
        Assert.Equal(9 + 7 + 1, folders.Listed.Count);
    }

    [Fact]
    public void An_hour_without_a_log_does_not_count()
    {
        MemoryFolders folders = new MemoryFolders().Add(
            $"{Nsg("A")}/{Hour(2026, 1, 2, 9)}/notes.txt",
            $"{Nsg("A")}/{Hour(2026, 1, 2, 3)}/PT1H.json");
        Assert.Equal(Utc(2026, 1, 2, 3), FlowLogTreeTests.Tree(folders, s_lastHour).FindNewestHour());
    }

    [Fact]
    public void Other_resources_do_not_count()
    {
        MemoryFolders folders = new MemoryFolders().Add(
            $"{Nsg("A", OtherSubscription)}/{Hour(2026, 1, 2, 9)}/PT1H.json",
            $"{Nsg("A")}/{Hour(2026, 1, 2, 3)}/PT1H.json");
        var filter = new FlowLogPathFilter(s_lastHour.Window, ["7C1E5264840B"], [Subscription]);
        Assert.Equal(Utc(2026, 1, 2, 3), FlowLogTreeTests.Tree(folders, filter).FindNewestHour());
    }

    [Fact]
    public void Where_no_path_names_an_hour_there_is_none()
    {
        FlowLogTree tree = FlowLogTreeTests.Tree(new MemoryFolders().Add("a/b/x.json"), s_lastHour);
        Assert.Single(tree.Files());
        Assert.False(tree.LeftOutByTime);
        Assert.Null(tree.FindNewestHour());
    }

    [Fact]
    public void Any_tree_gives_the_greatest_hour_in_it()
    {
        var random = new Random(12);
        for (int i = 0; i < 200; i++)
        {
            DateTimeOffset[] hours = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => Utc(2024, 11, 1).AddHours(random.Next(12_000)))];
            MemoryFolders folders = new MemoryFolders().Add(
                hours.Select(hour => $"{(random.Next(2) == 0 ? Nsg("A") : VNet("B"))}/{Hour(hour)}/PT1H.json"));
            Assert.Equal(hours.Max(), FlowLogTreeTests.Tree(folders, s_lastHour).FindNewestHour());
        }
    }
}
