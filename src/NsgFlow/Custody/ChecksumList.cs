using System.Text;

namespace NsgFlow.Custody;

/// <summary>The list that <c>sha256sum -c</c> reads: a hash, two blanks, a path. The manifest comes last.</summary>
internal static class ChecksumList
{
    public static byte[] Write(IEnumerable<FlowManifestEntry> entries, string manifest, string manifestSha256)
    {
        var text = new StringBuilder();
        foreach (FlowManifestEntry entry in entries)
        {
            // Neither line feed nor backslash, which sha256sum would want escaped, is in a path of ours.
            text.Append(entry.Sha256).Append("  ").Append(entry.Path).Append('\n');
        }

        text.Append(manifestSha256).Append("  ").Append(manifest).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
