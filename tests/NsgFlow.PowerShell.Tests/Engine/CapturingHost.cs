using System.Globalization;
using System.Management.Automation.Host;

namespace NsgFlow.PowerShell.Tests.Engine;

/// <summary>A host that keeps what the engine shows and asks.</summary>
internal sealed class CapturingHost(int width) : PSHost
{
    private readonly CapturingUserInterface _ui = new(width);

    /// <summary>All that was shown, with line ends as \n.</summary>
    public string Text => _ui.Text;

    /// <summary>The questions asked (-Confirm), each answered with its default or with <see cref="Answer"/>.</summary>
    public IReadOnlyList<string> Questions => _ui.Questions;

    /// <summary>The label of the choice to answer with, such as Yes; null for the default.</summary>
    public string? Answer
    {
        get => _ui.Answer;
        set => _ui.Answer = value;
    }

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.GetCultureInfo("en-US");

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "NsgFlow tests";

    public override PSHostUserInterface UI => _ui;

    public override Version Version { get; } = new(1, 0);

    public void Clear() => _ui.Clear();

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}
