using System.Text.RegularExpressions;

namespace NsgFlow.Tests.House;

/// <summary>The engine's folders use one another in one direction: a newcomer can read them from the bottom up.</summary>
public sealed partial class FolderArrowTests
{
    [CheckoutFact]
    public void The_folders_of_the_engine_make_no_circle()
    {
        string engine = Path.Combine(Checkout.Root!, "src", "NsgFlow");
        Dictionary<string, HashSet<string>> arrows = Directory.GetDirectories(engine)
            .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))
            .ToDictionary(folder => Path.GetFileName(folder), folder => UsedBy(folder).ToHashSet(StringComparer.Ordinal));

        Assert.True(arrows.Count >= 8, "the folders were not found");
        Assert.Empty(arrows["Model"]);
        while (arrows.Count > 0)
        {
            // Whoever uses nobody that is left stands on what was taken away before.
            string? next = arrows.Keys.FirstOrDefault(folder => !arrows[folder].Overlaps(arrows.Keys));
            Assert.True(next is not null, "a circle among " + string.Join(", ", arrows.Keys));
            arrows.Remove(next);
        }
    }

    private static IEnumerable<string> UsedBy(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Names().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .Where(name => name != Path.GetFileName(folder));

    // A using, or a name written out; the namespace of the model is the root itself.
    [GeneratedRegex(@"\b(?:using NsgFlow\.|(?<!namespace )NsgFlow\.)(Analysis|Custody|Decoding|Filtering|Layout|Loading|Sampling|Streaming|Survey|Tuples)\b")]
    private static partial Regex Names();
}
