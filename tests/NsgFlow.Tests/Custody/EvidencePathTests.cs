using NsgFlow.Custody;

namespace NsgFlow.Tests.Custody;

public sealed class EvidencePathTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData("..\\..\\b")]
    [InlineData("C:/windows/x.json")]
    [InlineData("c:x.json")]
    [InlineData("a/b:stream")]
    [InlineData("a/b\0.json")]
    [InlineData("a/b\n.json")]
    [InlineData("a/\u001b[31m.json")]
    [InlineData("a/\u0085.json")]
    [InlineData("a/CON/PT1H.json")]
    [InlineData("a/con.txt.json")]
    [InlineData("a/Nul .json")]
    [InlineData("a/COM1.json")]
    [InlineData("a/lpt\u00B9")]
    [InlineData("a/conout$")]
    [InlineData("a/b./c")]
    [InlineData("a/... /c")]
    [InlineData("a/b?c")]
    [InlineData("a/b|c")]
    [InlineData("a/\ud800.json")]
    public void What_leads_astray_here_or_on_another_system_is_refused(string path) =>
        Assert.NotNull(EvidencePath.Problem(path));

    [Fact]
    public void A_segment_longer_than_file_systems_take_is_refused_by_its_bytes()
    {
        Assert.Null(EvidencePath.Problem("a/" + new string('x', 255)));
        Assert.NotNull(EvidencePath.Problem("a/" + new string('x', 256)));
        Assert.NotNull(EvidencePath.Problem("a/" + new string('\u00e4', 128)));
        Assert.NotNull(EvidencePath.Problem(string.Join('/', Enumerable.Repeat("x", 1100))));
    }

    [Theory]
    [InlineData("insights-logs-networksecuritygroupflowevent/resourceId=/SUBSCRIPTIONS/BD1469DD/RESOURCEGROUPS/A.B (1)/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/WEB_1/y=2026/m=01/d=15/h=08/m=00/macAddress=000D3A747C00/PT1H.json")]
    [InlineData("c/resourceId%3D/subscriptions/x/PT1H.json")]
    [InlineData("c/console/com10/..x/PT1H.json")]
    [InlineData("c/\u00e4\u65e5\ud83d\ude00/PT1H.json")]
    public void Names_as_Azure_gives_them_become_paths_beneath_the_folder(string path)
    {
        Assert.Null(EvidencePath.Problem(path));

        string root = Path.GetTempPath();
        string full = EvidencePath.Combine(Path.TrimEndingDirectorySeparator(root), path);
        Assert.Equal(path, Path.GetRelativePath(root, full).Replace('\\', '/'));
    }

    [Fact]
    public void Whatever_the_name_it_leads_nowhere_else()
    {
        var random = new Random(17);
        string[] parts = ["..", ".", "/", "\\", "a", "C:", "\0", "%2e%2e", "\u2024\u2024", "~", " ", "\u202e", "NUL", "=", ":"];
        string root = Path.Combine(Path.GetTempPath(), "root");
        int safe = 0;
        for (int i = 0; i < 20_000; i++)
        {
            string path = string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => parts[random.Next(parts.Length)]));
            if (EvidencePath.Problem(path) is null)
            {
                safe++;
                Assert.StartsWith(root + Path.DirectorySeparatorChar, EvidencePath.Combine(root, path), StringComparison.Ordinal);
            }
        }

        Assert.True(safe > 100, "Next to nothing was let through.");
    }
}
