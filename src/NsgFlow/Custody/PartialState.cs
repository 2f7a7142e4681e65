using System.Globalization;
using System.Text;

namespace NsgFlow.Custody;

/// <summary>What is known of a copy under way: of which version of which blob it is, and how much of it can be relied on.</summary>
internal sealed record PartialState(string Uri, string ETag, long Bytes, string Sha256)
{
    private const int Fields = 4;
    private const long LongestFile = 1 << 16;

    /// <returns>Null where there is none, or none that can be understood.</returns>
    public static PartialState? Read(string file)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: <= LongestFile }
                && File.ReadAllLines(file, Encoding.UTF8) is { Length: Fields } lines
                && long.TryParse(lines[2], NumberStyles.None, CultureInfo.InvariantCulture, out long bytes))
            {
                return new PartialState(lines[0], lines[1], bytes, lines[3]);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without it the blob is fetched anew.
        }

        return null;
    }

    /// <summary>Replaces what was known; whoever is killed meanwhile leaves the old or the new, never half of it.</summary>
    public void Write(string file)
    {
        string temporary = file + ".new";
        File.WriteAllText(temporary, $"{Uri}\n{ETag}\n{Bytes.ToString(CultureInfo.InvariantCulture)}\n{Sha256}\n");
        File.Move(temporary, file, overwrite: true);
    }
}
