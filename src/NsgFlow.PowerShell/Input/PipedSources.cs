using System.Text;
using NsgFlow.Decoding;
using NsgFlow.PowerShell.Output;
using NsgFlow.Streaming;

namespace NsgFlow.PowerShell.Input;

/// <summary>
/// Makes sources of what comes down a pipeline. Text is one source as long as it goes on, and so are bytes: they are fed
/// to a worker as they come, through a buffer of fixed size. Whenever that is full the pages of the worker are written,
/// which is all that can make room, so neither waits for the other for ever.
/// </summary>
internal sealed class PipedSources(PageWriter pages, string? name, CancellationToken cancellation)
{
    /// <summary>How many characters are encoded at once.</summary>
    private const int PieceLength = 16 * 1024;

    /// <summary>
    /// How often what has come is pressed through to the output. More often, and a log that comes line by line is slow;
    /// less often, and somebody who waits for the flows of a slow source waits longer.
    /// </summary>
    private const long HandOverMilliseconds = 20;

    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(5);

    private readonly byte[] _encoded = new byte[Encoding.UTF8.GetMaxByteCount(PieceLength)];
    private readonly byte[] _single = new byte[1];
    private BytePipe? _pipe;
    private PipeFlowSource? _source;
    private TextJoiner _joiner = new();
    private bool _isText;
    private DocumentStart _start = new();
    private long _lastHandOver;

    public void AddText(string text)
    {
        if (_pipe is null || !_isText)
        {
            Begin(isText: true);
            _joiner = new TextJoiner();
        }

        if (_joiner.Pass(text))
        {
            Push("\n"u8);
        }

        Encoder encoder = Encoding.UTF8.GetEncoder();
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            int length = Math.Min(rest.Length, PieceLength);
            int count = encoder.GetBytes(rest[..length], _encoded, flush: length == rest.Length);
            Push(_encoded.AsSpan(0, count));
            rest = rest[length..];
        }

        HandOverNowAndThen();
    }

    /// <summary>Adds a piece of a log, or one or more whole logs.</summary>
    public void AddBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        if (_pipe is null || _isText || _start.IsOtherDocument(bytes))
        {
            Begin(isText: false);
            _start = new DocumentStart();
        }

        _start.Pass(bytes);
        Push(bytes);
        HandOverNowAndThen();
    }

    public void AddByte(byte value)
    {
        if (_pipe is null || _isText)
        {
            AddBytes([value]);
            return;
        }

        _single[0] = value;
        _start.Pass(_single);
        Push(_single);
        HandOverNowAndThen();
    }

    /// <summary>
    /// Reads a stream to its end before it returns: whoever passes it may close it then, or move what it shares with
    /// others, such as the file behind the entries of an archive.
    /// </summary>
    public void AddStream(Stream stream)
    {
        Finish();
        pages.Add(new StreamFlowSource(name ?? NameOf(stream), stream));
        pages.Drain();
    }

    /// <summary>The text or the bytes so far are all there is of their source: reads it to the end.</summary>
    public void Finish()
    {
        if (_pipe is null)
        {
            return;
        }

        _pipe.Complete();
        pages.Drain();
        if (_pipe.HasUnread)
        {
            pages.ReportUnread(_source!);
        }

        _pipe = null;
    }

    /// <summary>A file's flows name the file, if their offsets are those of the file.</summary>
    private static string? NameOf(Stream stream) => stream is FileStream { CanSeek: true, Position: 0 } file ? file.Name : null;

    private void Begin(bool isText)
    {
        Finish();
        _isText = isText;
        _pipe = new BytePipe(cancellation);
        _source = new PipeFlowSource(name, _pipe);
        pages.Add(_source);
    }

    private void Push(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            bytes = bytes[_pipe!.Write(bytes)..];
            if (bytes.IsEmpty)
            {
                return;
            }

            pages.WriteReady();
            _pipe.WaitForRoom(s_wait);
        }
    }

    /// <summary>Lets the worker read all that has come, and writes what that gives.</summary>
    private void HandOverNowAndThen()
    {
        if (Environment.TickCount64 - _lastHandOver < HandOverMilliseconds)
        {
            return;
        }

        _pipe!.Flush();
        while (!_pipe.WaitUntilRead(s_wait))
        {
            pages.WriteReady();
        }

        pages.WriteReady();
        _lastHandOver = Environment.TickCount64;
    }
}
