using System.Management.Automation;

namespace NsgFlow.Shell;

/// <summary>Shows progress in one line of a terminal, rewritten in place.</summary>
internal sealed class ProgressLine
{
    private const long Interval = 200;

    private readonly OutputChannel _channel;
    private long _shownAt = -Interval;
    private int _shownLength;

    /// <summary>Creates the line; on anything but a terminal it never shows.</summary>
    public ProgressLine(OutputChannel channel) => _channel = channel;

    /// <summary>Shows a report, unless the last one is too fresh for anybody to have read it.</summary>
    public void Report(ProgressRecord progress)
    {
        if (!_channel.IsTerminal)
        {
            return;
        }

        if (progress.RecordType == ProgressRecordType.Completed)
        {
            Clear();
            return;
        }

        long now = Environment.TickCount64;
        if (now - _shownAt < Interval)
        {
            return;
        }

        string text = Describe(progress);
        int length = Math.Min(text.Length, TerminalSize.Width - 1);
        _channel.Write("\r" + text[..length].PadRight(_shownLength));
        _shownLength = Math.Max(length, 1);
        _shownAt = now;
    }

    /// <summary>Wipes the line, so that other text can take its place.</summary>
    public void Clear()
    {
        if (_shownLength > 0)
        {
            _channel.Write("\r" + new string(' ', _shownLength) + "\r");
            _shownLength = 0;
        }
    }

    private static string Describe(ProgressRecord progress)
    {
        string text = $"{progress.Activity}: {progress.StatusDescription}";
        if (!string.IsNullOrEmpty(progress.CurrentOperation))
        {
            text += $" {progress.CurrentOperation}";
        }

        if (progress.PercentComplete >= 0)
        {
            text += $" ({progress.PercentComplete} %)";
        }

        return text.ReplaceLineEndings(" ");
    }
}
