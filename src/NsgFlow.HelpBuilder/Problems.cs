namespace NsgFlow.HelpBuilder;

/// <summary>What is wrong with the pages, each with its place, written the way a build shows errors.</summary>
internal sealed class Problems
{
    private readonly List<(string File, int Line, string Message)> _items = [];

    public bool Any => _items.Count > 0;

    /// <param name="file">The page.</param>
    /// <param name="line">The line, from 1; 0 for the page as a whole.</param>
    /// <param name="message">What is wrong, and what would be right.</param>
    public void Add(string file, int line, string message) => _items.Add((file, line, message));

    public void WriteTo(TextWriter writer)
    {
        foreach ((string file, int line, string message) in _items.OrderBy(i => i.File, StringComparer.Ordinal).ThenBy(i => i.Line))
        {
            writer.WriteLine($"{file}({Math.Max(line, 1)}): error HELP0001: {message}");
        }
    }
}
