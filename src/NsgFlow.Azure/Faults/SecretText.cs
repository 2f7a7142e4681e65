using System.Text.RegularExpressions;

namespace NsgFlow.Azure.Faults;

/// <summary>Cuts what opens an account from text that others wrote.</summary>
internal static partial class SecretText
{
    private const int Longest = 300;

    /// <summary>The first line, without signatures, keys and tokens.</summary>
    public static string Clean(string text)
    {
        string line = text.ReplaceLineEndings("\n").Split('\n', 2)[0].Trim();
        line = Signature().Replace(line, "...");
        line = Key().Replace(line, "...");
        line = Token().Replace(line, "...");
        return line.Length > Longest ? line[..Longest] + "..." : line;
    }

    [GeneratedRegex("(?<=\\bsig(?:nature)?=)[^&;\\s'\"<]+", RegexOptions.IgnoreCase)]
    private static partial Regex Signature();

    [GeneratedRegex("(?<=\\b(?:AccountKey|SharedKey [^:\\s]+|SharedAccessSignature)[=:])[^;\\s'\"<]+", RegexOptions.IgnoreCase)]
    private static partial Regex Key();

    // A JSON Web Token, wherever it stands, and whatever follows the word.
    [GeneratedRegex("(?<=\\bBearer )[^\\s'\"<]+|\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_.-]+", RegexOptions.IgnoreCase)]
    private static partial Regex Token();
}
