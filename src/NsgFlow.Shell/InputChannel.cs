using System.Text;

namespace NsgFlow.Shell;

/// <summary>Standard input, opened when first read: until then a native command may have it.</summary>
internal sealed class InputChannel
{
    private readonly Lazy<StreamReader> _reader = new(
        () => new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true));

    /// <summary>Whether standard input is a file or a pipe.</summary>
    public static bool IsRedirected => Console.IsInputRedirected;

    /// <summary>Reads a line, or null at the end.</summary>
    public string? ReadLine() => _reader.Value.ReadLine();

    /// <summary>Waits for a line and adds those that have arrived with it; empty at the end.</summary>
    public IReadOnlyList<string> ReadLines(int most)
    {
        List<string> lines = [];
        while (lines.Count < most && (lines.Count == 0 || _reader.Value.Peek() >= 0) && ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>Reads all that is left.</summary>
    public string ReadToEnd() => _reader.Value.ReadToEnd();
}
