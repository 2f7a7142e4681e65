using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace NsgFlow.Shell;

/// <summary>
/// Sends what commands write to the right stream: results to standard output; errors, warnings, verbose and
/// debug text and progress to standard error, so that a pipe carries results only.
/// </summary>
internal sealed class ShellHostUserInterface : PSHostUserInterface
{
    private readonly Lock _lock = new();
    private readonly OutputChannel _output;
    private readonly OutputChannel _error;
    private readonly InputChannel _input;
    private readonly ProgressLine _progress;
    private bool _isDiverted;

    /// <summary>Creates the interface on top of the three standard streams.</summary>
    public ShellHostUserInterface(OutputChannel output, OutputChannel error, InputChannel input)
    {
        _output = output;
        _error = error;
        _input = input;
        _progress = new ProgressLine(error);
    }

    public override PSHostRawUserInterface RawUI { get; } = new ShellHostRawUserInterface();

    /// <summary>Each channel drops the sequences it cannot show; here it is enough that one of them can.</summary>
    public override bool SupportsVirtualTerminal => _output.ShowsColours || _error.ShowsColours;

    /// <summary>Wipes the progress line.</summary>
    public void ClearProgress()
    {
        lock (_lock)
        {
            _progress.Clear();
        }
    }

    /// <summary>Whether anything but blank lines was written since the output was diverted.</summary>
    public bool HasDiverted { get; private set; }

    /// <summary>Sends what is written as output to standard error, without blank lines, until disposed.</summary>
    public IDisposable DivertOutputToError()
    {
        HasDiverted = false;
        return new Diversion(this);
    }

    public override void Write(string value) => Send(_output, value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Send(_output, value);

    public override void WriteLine(string value)
    {
        if (!_isDiverted)
        {
            SendLine(_output, value);
        }
        else if (!string.IsNullOrWhiteSpace(value))
        {
            HasDiverted = true;
            SendLine(_error, value);
        }
    }

    public override void WriteErrorLine(string value) => SendLine(_error, value);

    public override void WriteWarningLine(string message) => SendLine(_error, "WARNING: " + message, FormatStyle.Warning);

    public override void WriteVerboseLine(string message) => SendLine(_error, "VERBOSE: " + message, FormatStyle.Verbose);

    public override void WriteDebugLine(string message) => SendLine(_error, "DEBUG: " + message, FormatStyle.Debug);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_lock)
        {
            _progress.Report(record);
        }
    }

    /// <summary>Reads a line of redirected standard input; null at its end.</summary>
    public override string ReadLine() => InputChannel.IsRedirected
        ? _input.ReadLine()!
        : throw NotInteractive.Error("read a line from the terminal");

    public override SecureString ReadLineAsSecureString() => throw NotInteractive.Error("ask for a secret");

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions) =>
        throw NotInteractive.Error("ask for " + string.Join(", ", descriptions.Select(description => description.Name)));

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw NotInteractive.Error($"ask for confirmation ({message.ReplaceLineEndings(" ")}); use -Confirm:$false, or -Force where the command has it");

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw NotInteractive.Error("ask for a credential");

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) =>
        throw NotInteractive.Error("ask for a credential");

    private void SendLine(OutputChannel channel, string text, FormatStyle? style = null)
    {
        if (style is { } chosen && channel.ShowsColours)
        {
            text = GetFormatStyleString(chosen) + text + PSStyle.Instance.Reset;
        }

        Send(channel, text + Environment.NewLine);
    }

    private void Send(OutputChannel channel, string text)
    {
        lock (_lock)
        {
            if (channel.IsTerminal)
            {
                _progress.Clear();
            }

            channel.Write(text);
        }
    }

    private sealed class Diversion : IDisposable
    {
        private readonly ShellHostUserInterface _owner;

        public Diversion(ShellHostUserInterface owner)
        {
            _owner = owner;
            owner._isDiverted = true;
        }

        public void Dispose() => _owner._isDiverted = false;
    }
}
