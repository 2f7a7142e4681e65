using System.IO.Compression;
using System.Text;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Commands;

/// <summary>Writes small logs where Azure would file them.</summary>
internal static class LogTree
{
    public const string Mac = "000D3A000001";

    public static string Nsg(int hour, string mac = Mac, string nsg = "WEB", string name = "PT1H.json") => Path.Combine(
        "resourceId=", "SUBSCRIPTIONS", "11111111-2222-3333-4444-555555555555", "RESOURCEGROUPS", "RG", "PROVIDERS", "MICROSOFT.NETWORK",
        "NETWORKSECURITYGROUPS", nsg, "y=2026", "m=01", "d=15", FormattableString.Invariant($"h={hour:00}"), "m=00", "macAddress=" + mac, name);

    public static string VNet(int hour, string mac = Mac) => Path.Combine(
        "flowLogResourceID=", "11111111-2222-3333-4444-555555555555_NETWORKWATCHERRG", "NETWORKWATCHER_EASTUS_FL",
        "y=2026", "m=01", "d=15", FormattableString.Invariant($"h={hour:00}"), "m=00", "macAddress=" + mac, "PT1H.json");

    /// <summary>A log of records written in these minutes of an hour.</summary>
    public static string Text(int hour, params int[] minutes) =>
        "{\"records\":[" + string.Join(',', minutes.Select(minute => LogText.NsgRecord(LogText.Tuple(minute))
            .Replace("2026-01-15T09:00:05.1234567Z", FormattableString.Invariant($"2026-01-15T{hour:00}:{minute:00}:00Z"), StringComparison.Ordinal))) + "]}";

    /// <summary>Writes a compressed file and the folders above it.</summary>
    public static string WriteGzip(this TemporaryFolder folder, string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(path))!);
        using FileStream file = File.Create(folder.File(path));
        using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(text));
        return folder.File(path);
    }
}
