using System.Text;

namespace NsgFlow.Custody;

/// <summary>
/// Which names of blobs may become paths beneath a folder. A name comes from whoever may write to the account: it must
/// neither lead outside nor mean another file on another system, for copies are carried from one to the other.
/// </summary>
internal static class EvidencePath
{
    /// <summary>The most bytes that one name may have on the file systems in use.</summary>
    private const int LongestSegment = 255;

    /// <summary>More than any blob's name and container take.</summary>
    private const int LongestPath = 2048;

    private static readonly string[] s_devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

    /// <summary>What forbids the path; null where nothing does.</summary>
    /// <param name="path">Relative, with slashes.</param>
    public static string? Problem(string path)
    {
        if (path.Length is 0 or > LongestPath)
        {
            return path.Length == 0 ? "it is empty" : $"it has more than {LongestPath} characters";
        }

        foreach (string segment in path.Split('/'))
        {
            if (SegmentProblem(segment) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>The path beneath a folder, in the spelling of this system. The path must have no <see cref="Problem"/>.</summary>
    public static string Combine(string folder, string path)
    {
        string full = Path.GetFullPath(Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar)));

        // The grammar above has seen to it; whoever changes it is to find out here.
        return full.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new InvalidOperationException("The path leads out of its folder.");
    }

    private static string? SegmentProblem(string segment)
    {
        if (segment.Length == 0)
        {
            return "it begins or ends with a slash, or has two together";
        }

        if (segment is "." or "..")
        {
            return $"it holds the segment '{segment}'";
        }

        foreach (char c in segment)
        {
            // A colon makes a drive or a stream, a backslash a folder, on Windows.
            if (char.IsControl(c) || "\\:<>\"|?*".Contains(c, StringComparison.Ordinal))
            {
                return char.IsControl(c) ? "it holds a control character" : $"it holds the character {c}";
            }
        }

        if (segment[^1] is '.' or ' ')
        {
            return "a segment ends with a dot or a space";
        }

        if (!IsWellFormed(segment) || Encoding.UTF8.GetByteCount(segment) > LongestSegment)
        {
            return $"a segment is no text or has more than {LongestSegment} bytes";
        }

        return IsDevice(segment) ? $"'{segment}' is the name of a device on Windows" : null;
    }

    private static bool IsWellFormed(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A device keeps its name whatever extension follows it; three raised digits count as digits.</summary>
    private static bool IsDevice(string segment)
    {
        string name = segment.Split('.')[0].TrimEnd(' ');
        return s_devices.Contains(name, StringComparer.OrdinalIgnoreCase)
            || (name.Length == 4
                && (name.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || name.StartsWith("LPT", StringComparison.OrdinalIgnoreCase))
                && name[3] is (>= '0' and <= '9') or '\u00B9' or '\u00B2' or '\u00B3');
    }
}
