using System.Text.RegularExpressions;

namespace NsgFlow.Tests.Decoding;

/// <summary>The list in README.md: every row names tests, and those are there.</summary>
public sealed partial class WildListTests
{
    private static string Folder => Path.Combine(Checkout.Root!, "tests");

    [CheckoutFact]
    public void Every_row_names_tests_that_exist()
    {
        string[] rows = [.. File.ReadLines(Path.Combine(Folder, "NsgFlow.Tests", "Decoding", "README.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal))];
        var sources = Directory.EnumerateFiles(Folder, "*Tests.cs", SearchOption.AllDirectories).ToLookup(f => Path.GetFileNameWithoutExtension(f), StringComparer.Ordinal);
        int named = 0;
        foreach (string row in rows)
        {
            string[] cells = row.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(3, cells.Length);
            if (cells[2] == "tests")
            {
                continue;
            }

            MatchCollection tests = TestName().Matches(cells[2]);
            Assert.True(tests.Count > 0, row);
            foreach (Match test in tests)
            {
                named++;
                string declaration = $@"\[\w*(Fact|Theory|Property)\b[^\r\n]*\][\s\S]*?public void {test.Groups[2].Value}\(";
                Assert.True(sources[test.Groups[1].Value].Any(file => Regex.IsMatch(File.ReadAllText(file), declaration)), $"{test.Value} is not there.");
            }
        }

        Assert.InRange(named, 50, 1000);
    }

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex TestName();
}
