using System.Text;

namespace NsgFlow.Shell;

/// <summary>Standard input, opened when first read: until then a native command may have it.</summary>
internal sealed class InputChannel
{
    private const int BufferSize = 16 * 1024;

    private readonly StringBuilder _unfinished = new();
    private readonly Lazy<StreamReader> _reader = new(
        () => new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true));

    /// <summary>Whether standard input is a file or a pipe.</summary>
    public static bool IsRedirected => Console.IsInputRedirected;

    /// <summary>Reads a line, or null at the end.</summary>
    public string? ReadLine() => _reader.Value.ReadLine();

    /// <summary>
    /// Waits for text and returns the lines that arrived with it; empty at the end. Unlike a look ahead, which
    /// would wait for the next line before it gives this one, a plain read returns what there is.
    /// </summary>
    public IReadOnlyList<string> ReadLines()
    {
        char[] buffer = new char[BufferSize];
        while (_reader.Value.Read(buffer) is > 0 and int count)
        {
            _unfinished.Append(buffer, 0, count);
            if (buffer.AsSpan(0, count).Contains('\n'))
            {
                string[] lines = _unfinished.ToString().Split('\n');
                _unfinished.Clear().Append(lines[^1]);
                return [.. lines[..^1].Select(static line => line.EndsWith('\r') ? line[..^1] : line)];
            }
        }

        string rest = _unfinished.ToString();
        _unfinished.Clear();
        return rest.Length > 0 ? [rest] : [];
    }

    /// <summary>Reads all that is left.</summary>
    public string ReadToEnd() => _reader.Value.ReadToEnd();
}
