using NsgFlow.Filtering;
using NsgFlow.Layout;
using static NsgFlow.Tests.Layout.Paths;

namespace NsgFlow.Tests.Layout;

public sealed class FlowLogTreeTests
{
    [Fact]
    public void Every_json_is_given_with_what_its_path_tells()
    {
        string log = $"{Nsg("NSG-WEB")}/{Hour(2026, 2, 3, 4)}/PT1H.json";
        MemoryFolders folders = new MemoryFolders().Add(log, "truth.json", "deep/down/old.JSON.gz", "notes.txt", "x.json.tmp");
        FlowLogTreeFile[] files = [.. Tree(folders).Files()];
        Assert.Equal(["deep/down/old.JSON.gz", log, "truth.json"], files.Select(file => file.RelativePath));
        Assert.Equal(Utc(2026, 2, 3, 4), files[1].Layout!.Hour);
        Assert.Equal("NSG-WEB", files[1].Layout!.NetworkSecurityGroup);
        Assert.Null(files[0].Layout);
        Assert.Null(files[2].Layout);
        Assert.Equal("truth.json".Length, files[2].Length);
        Assert.Equal(Path.Join(MemoryFolders.Root, "truth.json"), files[2].FullPath);
    }

    [Fact]
    public void A_folder_sorts_with_the_slash_behind_its_name()
    {
        MemoryFolders folders = new MemoryFolders().Add("a/z.json", "a.json", "a-b/x.json", "a0.json", "a.json.gz", "B.json", "a/b/c.json");
        Assert.Equal(
            ["B.json", "a-b/x.json", "a.json", "a.json.gz", "a/b/c.json", "a/z.json", "a0.json"],
            Tree(folders).Files().Select(file => file.RelativePath));
    }

    [Fact]
    public void Any_tree_comes_in_the_ordinal_order_of_its_whole_paths()
    {
        var random = new Random(31);
        string[] names = ["a", "A", "a-", "a.", "a.json", "a0", "b", "é", "\ud83d\ude00", "a b", "_", "~", "a.json.gz"];
        for (int i = 0; i < 300; i++)
        {
            var files = new HashSet<string>(StringComparer.Ordinal);
            for (int n = random.Next(1, 60); n > 0; n--)
            {
                // Folder names get a mark of their own, lest one name be both a file and a folder.
                IEnumerable<string> above = Enumerable.Range(0, random.Next(4)).Select(_ => names[random.Next(names.Length)] + "'");
                files.Add(string.Concat(above.Select(name => name.Replace("'", random.Next(2) == 0 ? "" : "-", StringComparison.Ordinal) + "/")) + names[random.Next(names.Length)] + "x.json");
            }

            string[] expected = [.. files];
            Array.Sort(expected, StringComparer.Ordinal);
            Assert.Equal(expected, Tree(new MemoryFolders().Add(files)).Files().Select(file => file.RelativePath));
        }
    }

    [Fact]
    public void A_pruned_folder_is_never_listed()
    {
        var folders = new MemoryFolders();
        foreach (string nsg in new[] { "NSG-WEB", "NSG-DB" })
        {
            for (DateTimeOffset hour = Utc(2025, 12, 30); hour < Utc(2026, 1, 3); hour = hour.AddHours(1))
            {
                folders.Add($"{Nsg(nsg)}/{Hour(hour)}/PT1H.json", $"{Nsg(nsg)}/{Hour(hour, "7C1E5264840B")}/PT1H.json");
            }
        }

        folders.Add($"{Nsg("NSG-WEB", OtherSubscription)}/{Hour(2026, 1, 2, 3)}/PT1H.json");
        folders.Add($"{Nsg("NSG-WEB", group: "RG-TEST")}/{Hour(2026, 1, 2, 3)}/PT1H.json");
        FlowLogTree tree = Tree(folders, new FlowLogPathFilter(
            new HourWindow(Utc(2026, 1, 2, 10), Utc(2026, 1, 2, 11)),
            [Mac],
            [Subscription],
            [NamePattern.Parse("rg-prod")],
            [NamePattern.Parse("*web")]));

        Assert.Equal(
            Enumerable.Range(10, 2).Select(hour => $"{Nsg("NSG-WEB")}/{Hour(2026, 1, 2, hour)}/PT1H.json"),
            tree.Files().Select(file => file.RelativePath));

        // The root, nine levels down to the NSG's name, its year, month and day; then hour, minute and MAC, twice.
        Assert.Equal(1 + 9 + 3 + (2 * 3), folders.Listed.Count);
        Assert.DoesNotContain(folders.Listed, folder =>
            folder.Contains("NSG-DB", StringComparison.Ordinal) || folder.Contains(OtherSubscription, StringComparison.Ordinal)
            || folder.Contains("RG-TEST", StringComparison.Ordinal) || folder.Contains("y=2025", StringComparison.Ordinal)
            || folder.Contains("h=09", StringComparison.Ordinal) || folder.Contains("7C1E", StringComparison.Ordinal));
        Assert.True(tree.LeftOutByTime);
    }

    [Fact]
    public void Folders_are_listed_only_when_the_walk_comes_to_them()
    {
        MemoryFolders folders = new MemoryFolders().Add("a/1.json", "b/2.json", "c/3.json");
        FlowLogTree tree = Tree(folders);
        IEnumerable<FlowLogTreeFile> files = tree.Files();
        Assert.Empty(folders.Listed);
        Assert.Equal("a/1.json", files.First().RelativePath);
        Assert.Equal(["", "a"], folders.Listed);
    }

    [Fact]
    public void A_root_within_the_layout_is_judged_by_its_own_path()
    {
        string inner = $"{Nsg("NSG-WEB")}/y=2026/m=02/d=03";
        MemoryFolders folders = new MemoryFolders().Add(inner + "/h=04/m=00/PT1H.json", inner + "/h=09/m=00/PT1H.json");
        string root = $"{MemoryFolders.Root}/{inner}";
        var inside = new FlowLogTree(root, new FlowLogPathFilter(new HourWindow(Utc(2026, 2, 3, 9), null)), listing: folders);
        Assert.Equal(["h=09/m=00/PT1H.json"], inside.Files().Select(file => file.RelativePath));

        folders.Listed.Clear();
        var outside = new FlowLogTree(root, new FlowLogPathFilter(new HourWindow(Utc(2026, 2, 5), null)), listing: folders);
        Assert.Empty(outside.Files());
        Assert.Empty(folders.Listed);
        Assert.True(outside.LeftOutByTime);
    }

    [Fact]
    public void An_unreadable_folder_is_reported_and_passed_over()
    {
        MemoryFolders folders = new MemoryFolders().Add("a/1.json", "b/2.json", "b/x/3.json", "c/4.json");
        folders.Failing["b"] = new UnauthorizedAccessException("no");
        folders.Failing["c"] = new IOException("torn");
        var reported = new List<(string, string)>();
        var tree = new FlowLogTree(MemoryFolders.Root, FlowLogPathFilter.None, (folder, failure) => reported.Add((folder, failure.Message)), folders);
        Assert.Equal(["a/1.json", "b/2.json", "b/x/3.json", "c/4.json"], tree.Files().Select(file => file.RelativePath));
        Assert.Equal([(Path.Join(MemoryFolders.Root, "b"), "no"), (Path.Join(MemoryFolders.Root, "c"), "torn")], reported);
    }

    [Fact]
    public void A_root_that_is_missing_is_reported()
    {
        var reported = new List<Exception>();
        var tree = new FlowLogTree(MemoryFolders.Root + "/none", FlowLogPathFilter.None, (_, failure) => reported.Add(failure), new MemoryFolders());
        Assert.Empty(tree.Files());
        Assert.IsType<DirectoryNotFoundException>(Assert.Single(reported));
    }

    [Fact]
    public void A_cancelled_walk_stops_between_two_files()
    {
        using var cancellation = new CancellationTokenSource();
        MemoryFolders folders = new MemoryFolders().Add("a/1.json", "a/2.json", "b/3.json");
        using IEnumerator<FlowLogTreeFile> files = Tree(folders).Files(cancellation.Token).GetEnumerator();
        Assert.True(files.MoveNext());
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => files.MoveNext());
        Assert.DoesNotContain("b", folders.Listed);
    }

    [Fact]
    public void A_folder_of_many_entries_and_a_deep_one_are_walked()
    {
        string deep = string.Concat(Enumerable.Repeat("d/", 2_000));
        MemoryFolders folders = new MemoryFolders().Add(Enumerable.Range(0, 100_000).Select(i => $"{i:000000}.json")).Add(deep + "z.json");
        string[] files = [.. Tree(folders).Files().Select(file => file.RelativePath)];
        Assert.Equal(100_001, files.Length);
        Assert.Equal("000000.json", files[0]);
        Assert.Equal(deep + "z.json", files[^1]);
    }

    [Fact]
    public void The_walk_gives_what_filtering_every_path_would_give()
    {
        var random = new Random(5);
        string[] owners = [Nsg("NSG-WEB"), Nsg("NSG-DB", OtherSubscription, "RG-TEST"), VNet("ONE"), VNet("TWO", OtherSubscription), "loose"];
        for (int i = 0; i < 60; i++)
        {
            string[] files =
            [
                .. Enumerable.Range(0, 80)
                    .Select(_ => $"{owners[random.Next(owners.Length)]}/{Hour(Utc(2025, 12, 30).AddHours(random.Next(90)))}/PT1H.json")
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ];
            DateTimeOffset start = Utc(2025, 12, 30).AddMinutes(random.Next(90 * 60));
            var filter = new FlowLogPathFilter(new HourWindow(start, start.AddMinutes(random.Next(1, 2_000))), subscriptionIds: i % 2 == 0 ? [Subscription] : null);
            Assert.Equal(
                files.Where(file => !filter.Excludes(FlowLogPath.OfFile(file))),
                Tree(new MemoryFolders().Add(files), filter).Files().Select(file => file.RelativePath));
        }
    }

    internal static FlowLogTree Tree(MemoryFolders folders, FlowLogPathFilter? filter = null) =>
        new(MemoryFolders.Root, filter ?? FlowLogPathFilter.None, listing: folders);
}
