using NsgFlow.Layout;

namespace NsgFlow.Tests.Layout;

public sealed class SystemFolderListingTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("nsgflow-layout-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Files_come_with_their_lengths_hidden_ones_too()
    {
        Write("a/PT1H.json", 5);
        Write("a/.hidden.json", 3);
        Write("b.JSON.GZ", 0);
        Write("readme.md", 9);
        Assert.Equal(
            [("a/.hidden.json", 3L), ("a/PT1H.json", 5L), ("b.JSON.GZ", 0L)],
            Walk().Select(file => (file.RelativePath, file.Length)));
        Assert.All(Walk(), file => Assert.True(File.Exists(file.FullPath)));
    }

    [Fact]
    public void A_folder_named_like_a_log_is_entered()
    {
        Write("x.json/PT1H.json", 1);
        Assert.Equal(["x.json/PT1H.json"], Walk().Select(file => file.RelativePath));
    }

    [LinkFact]
    public void Links_to_folders_are_not_entered_and_links_to_files_are_files()
    {
        Write("a/PT1H.json", 5);
        Directory.CreateSymbolicLink(Path.Join(_root, "a", "up"), _root);
        Directory.CreateSymbolicLink(Path.Join(_root, "again"), Path.Join(_root, "a"));
        File.CreateSymbolicLink(Path.Join(_root, "link.json"), Path.Join(_root, "a", "PT1H.json"));
        File.CreateSymbolicLink(Path.Join(_root, "nowhere.json"), Path.Join(_root, "none"));
        Assert.Equal(
            [("a/PT1H.json", 5L), ("link.json", 5L), ("nowhere.json", 0L)],
            Walk().Select(file => (file.RelativePath, file.Length)));
    }

    [LinkFact]
    public void A_root_that_is_a_link_is_followed()
    {
        Write("a/PT1H.json", 5);
        string link = Path.Join(_root, "link");
        Directory.CreateSymbolicLink(link, Path.Join(_root, "a"));
        FlowLogTreeFile file = Assert.Single(new FlowLogTree(link, FlowLogPathFilter.None).Files());
        Assert.Equal(Path.Join(link, "PT1H.json"), file.FullPath);
    }

    [Fact]
    public void A_root_that_is_missing_or_a_file_is_reported()
    {
        Write("x.json", 1);
        foreach (string name in new[] { "none", "x.json" })
        {
            var reported = new List<string>();
            var tree = new FlowLogTree(Path.Join(_root, name), FlowLogPathFilter.None, (folder, _) => reported.Add(folder));
            Assert.Empty(tree.Files());
            Assert.Equal([Path.Join(_root, name)], reported);
        }
    }

    private void Write(string relativePath, int length)
    {
        string path = Path.Join(_root, relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, new byte[length]);
    }

    private List<FlowLogTreeFile> Walk() =>
        [.. new FlowLogTree(_root, FlowLogPathFilter.None, (folder, failure) => Assert.Fail($"{folder}: {failure}")).Files()];

    /// <summary>A test that makes symbolic links, which Windows permits to few accounts.</summary>
    private sealed class LinkFactAttribute : FactAttribute
    {
        public LinkFactAttribute()
        {
            if (OperatingSystem.IsWindows() && !Environment.IsPrivilegedProcess)
            {
                Skip = "This account may not make symbolic links.";
            }
        }
    }
}
