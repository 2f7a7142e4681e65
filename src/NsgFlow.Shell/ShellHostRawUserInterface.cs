using System.Management.Automation.Host;

namespace NsgFlow.Shell;

/// <summary>The size of the output; all that needs a screen or a keyboard is refused.</summary>
internal sealed class ShellHostRawUserInterface : PSHostRawUserInterface
{
    public override Size BufferSize
    {
        get => new(TerminalSize.Width, TerminalSize.Height);
        set => throw NotInteractive.Error("set the size of the buffer");
    }

    public override Size WindowSize
    {
        get => BufferSize;
        set => throw NotInteractive.Error("set the size of the window");
    }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Coordinates CursorPosition
    {
        get => default;
        set => throw NotInteractive.Error("move the cursor");
    }

    public override Coordinates WindowPosition
    {
        get => default;
        set => throw NotInteractive.Error("move the window");
    }

    public override int CursorSize
    {
        get => 0;
        set => throw NotInteractive.Error("set the size of the cursor");
    }

    public override string WindowTitle { get; set; } = "nsgflow";

    public override bool KeyAvailable => false;

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NotInteractive.Error("read keys");

    public override void FlushInputBuffer()
    {
        // Nothing is ever buffered.
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotInteractive.Error("read the screen");

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) =>
        throw NotInteractive.Error("write to the screen");

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) =>
        throw NotInteractive.Error("write to the screen");

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw NotInteractive.Error("scroll the screen");
}
