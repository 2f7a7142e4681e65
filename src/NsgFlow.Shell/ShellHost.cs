using System.Globalization;
using System.Management.Automation.Host;

namespace NsgFlow.Shell;

/// <summary>The host the engine talks to.</summary>
internal sealed class ShellHost : PSHost
{
    /// <summary>Creates the host on top of its user interface.</summary>
    public ShellHost(ShellHostUserInterface userInterface) => UserInterface = userInterface;

    /// <summary>The user interface, with what only this program needs of it.</summary>
    public ShellHostUserInterface UserInterface { get; }

    /// <summary>The code of an <c>exit</c> that a command called; null if none did.</summary>
    public int? RequestedExitCode { get; private set; }

    /// <summary>Whether a native command has the streams to itself.</summary>
    public bool IsApplicationRunning { get; private set; }

    public override string Name => "nsgflow";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => UserInterface;

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => RequestedExitCode = exitCode;

    public override void EnterNestedPrompt() => throw NotInteractive.Error("open a nested prompt");

    public override void ExitNestedPrompt() => throw NotInteractive.Error("close a nested prompt");

    public override void NotifyBeginApplication()
    {
        UserInterface.ClearProgress();
        IsApplicationRunning = true;
    }

    public override void NotifyEndApplication() => IsApplicationRunning = false;
}
