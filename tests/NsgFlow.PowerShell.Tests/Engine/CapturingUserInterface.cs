using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace NsgFlow.PowerShell.Tests.Engine;

/// <summary>The part of the host that shows and asks.</summary>
internal sealed class CapturingUserInterface(int width) : PSHostUserInterface
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<string> _questions = [];

    public string Text
    {
        get
        {
            lock (_lock)
            {
                return _text.ToString().ReplaceLineEndings("\n");
            }
        }
    }

    public IReadOnlyList<string> Questions
    {
        get
        {
            lock (_lock)
            {
                return [.. _questions];
            }
        }
    }

    public string? Answer { get; set; }

    public override PSHostRawUserInterface RawUI { get; } = new FixedWidthRawUserInterface(width);

    public void Clear()
    {
        lock (_lock)
        {
            _text.Clear();
        }
    }

    public override void Write(string value)
    {
        lock (_lock)
        {
            // As the real console does it: the engine hands over its colour codes and leaves them to the host.
            _text.Append(GetOutputString(value, SupportsVirtualTerminal));
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + "\n");

    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    public override void WriteErrorLine(string value) => WriteLine("ERROR: " + value);

    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        lock (_lock)
        {
            _questions.Add($"{caption} {message}");
        }

        if (Answer is null)
        {
            return defaultChoice;
        }

        int index = choices.ToList().FindIndex(choice => choice.Label.Replace("&", "", StringComparison.Ordinal) == Answer);
        return index >= 0 ? index : throw new InvalidOperationException($"'{Answer}' is none of the choices of: {message}");
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new NotSupportedException($"The session asks for input: {message}");

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException($"The session asks for a credential: {message}");

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new NotSupportedException($"The session asks for a credential: {message}");

    public override string ReadLine() => throw new NotSupportedException("The session reads a line.");

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException("The session reads a secret.");
}
