using System.Globalization;

namespace NsgFlow.Custody;

/// <summary>What the files about an acquisition are called. None of them passes for a log.</summary>
internal static class ManifestNames
{
    public const string Prefix = "nsgflow-";
    public const string Suffix = ".manifest.jsonl";
    public const string SignatureSuffix = ".p7s";
    public const string ListSuffix = ".sha256";

    /// <summary>The folder that holds what is under way.</summary>
    public const string WorkFolder = ".nsgflow-save";

    /// <summary>The manifest of an acquisition, by its beginning; a number tells those of one second apart.</summary>
    public static string Manifest(DateTimeOffset startedAt, int number) =>
        Prefix + startedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)
        + (number > 1 ? "-" + number.ToString("D2", CultureInfo.InvariantCulture) : string.Empty) + Suffix;

    public static bool IsManifest(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal) && !name.Contains('/', StringComparison.Ordinal);

    /// <summary>Manifests in the order of their acquisitions.</summary>
    public static string[] Order(IEnumerable<string> manifests) =>
        [.. manifests.OrderBy(name => name[..^Suffix.Length], StringComparer.Ordinal)];

    /// <summary>The detached signature of a manifest.</summary>
    public static string Signature(string manifest) => manifest + SignatureSuffix;

    /// <summary>The list for sha256sum.</summary>
    public static string List(string manifest) => manifest[..^Suffix.Length] + ListSuffix;
}
