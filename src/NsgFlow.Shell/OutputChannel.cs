using System.Management.Automation.Host;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NsgFlow.Shell;

/// <summary>Standard output or standard error: UTF-8 without a byte order mark, colours on terminals only.</summary>
internal sealed class OutputChannel
{
    private const int StandardOutputDescriptor = 1;
    private const char Escape = '\u001b';

    private readonly Stream _stream;

    private OutputChannel(Stream stream, bool isTerminal)
    {
        _stream = stream;
        IsTerminal = isTerminal;
        ShowsColours = isTerminal && TerminalMode.EnableSequences();
    }

    /// <summary>Raised once, when the reader of the stream has gone.</summary>
    public event Action? Closed;

    /// <summary>Whether a person looks at the stream.</summary>
    public bool IsTerminal { get; }

    /// <summary>Whether the stream understands the sequences that make colours.</summary>
    public bool ShowsColours { get; }

    /// <summary>Whether the reader of the stream has gone.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Opens standard output.</summary>
    public static OutputChannel OpenOutput() => new(OpenOutputStream(), !Console.IsOutputRedirected);

    /// <summary>Opens standard error.</summary>
    public static OutputChannel OpenError() => new(Console.OpenStandardError(), !Console.IsErrorRedirected);

    /// <summary>Writes text; what follows a closed stream is dropped.</summary>
    public void Write(string text)
    {
        if (IsClosed || text.Length == 0)
        {
            return;
        }

        try
        {
            string shown = text.Contains(Escape, StringComparison.Ordinal)
                ? PSHostUserInterface.GetOutputString(text, ShowsColours)
                : text;

            // Not buffered: the engine's formatting costs far more than the call, and whoever reads the other
            // end of a pipe sees each line at once and in order.
            _stream.Write(Encoding.UTF8.GetBytes(shown));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            IsClosed = true;
            Closed?.Invoke();
        }
    }

    /// <summary>Writes a line with one call, so that lines of several writers do not mix.</summary>
    public void WriteLine(string text) => Write(text + Environment.NewLine);

    /// <summary>
    /// The console's own stream hides that a pipe was closed, and a long run would go on for nobody. A file
    /// stream tells, but keeps its own position: only for what has none, for others may append to the same file.
    /// </summary>
    private static Stream OpenOutputStream()
    {
        if (!OperatingSystem.IsWindows() && Console.IsOutputRedirected)
        {
            try
            {
                FileStream stream = new(
                    new SafeFileHandle(StandardOutputDescriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
                if (!stream.CanSeek)
                {
                    return stream;
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
            {
                // A descriptor that is no ordinary stream: the console's stream serves.
            }
        }

        return Console.OpenStandardOutput();
    }
}
