namespace NsgFlow.Shell;

/// <summary>The size text is laid out for.</summary>
internal static class TerminalSize
{
    private const int WidthWithoutTerminal = 120;
    private const int HeightWithoutTerminal = 50;

    /// <summary>Columns of the terminal, or a fixed width where output is redirected.</summary>
    public static int Width => Measure(static () => Console.WindowWidth, WidthWithoutTerminal);

    /// <summary>Rows of the terminal, or a fixed number where output is redirected.</summary>
    public static int Height => Measure(static () => Console.WindowHeight, HeightWithoutTerminal);

    private static int Measure(Func<int> terminal, int otherwise)
    {
        if (Console.IsOutputRedirected)
        {
            return otherwise;
        }

        try
        {
            int size = terminal();
            return size > 0 ? size : otherwise;
        }
        catch (IOException)
        {
            // A terminal that does not tell its size.
            return otherwise;
        }
    }
}
