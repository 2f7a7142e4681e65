using System.Reflection;
using System.Text.RegularExpressions;

namespace NsgFlow.Benchmarks.Comparison;

/// <summary>What is compared with what: the command line, else the environment, else what the build has made.</summary>
internal sealed partial class ComparisonOptions
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public ComparisonOptions(IReadOnlyList<string> arguments)
    {
        var folders = new List<string>();
        for (int i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                folders.Add(arguments[i]);
            }
            else if (++i < arguments.Count)
            {
                _values[arguments[i - 1][2..]] = arguments[i];
            }
        }

        Folders = folders;
    }

    public IReadOnlyList<string> Folders { get; }

    public int Rounds => int.Parse(Find("rounds") ?? "5", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A program that scans the logs on one thread, without any start worth the name.</summary>
    public string? Scan => Find("scan");

    /// <summary>A program that asks DuckDB for the number of denied flows to port 3389, with two threads.</summary>
    public string? DuckDb => Find("duckdb");

    /// <summary>Where the plot of a scale is written; none without.</summary>
    public string? Plot => Find("plot");

    /// <summary>A program that asks DuckDB for the flows by destination port, with two threads.</summary>
    public string? DuckDbByPort => Find("duckdb-port");

    /// <summary>A program that asks DuckDB for the first 20 by both addresses and the port, with two threads.</summary>
    public string? DuckDbTop => Find("duckdb-top");

    /// <summary>The shell to measure in, which takes -NoProfile and -Command.</summary>
    public IReadOnlyList<string> Shell => Find("shell") is { } shell ? Split(shell) : Nsgflow;

    /// <summary>What runs ConvertFrom-Json; nsgflow has none.</summary>
    public string PowerShell => Find("pwsh") ?? "pwsh";

    public IReadOnlyList<string> Nsgflow
    {
        get
        {
            string published = Path.Combine(Root, "out", "nsgflow", OperatingSystem.IsWindows() ? "nsgflow.exe" : "nsgflow");
            return Find("nsgflow") is { } other ? Split(other)
                : File.Exists(published) ? [published]
                : throw new InvalidOperationException("nsgflow is not published. Run ./build.ps1 -Task Shell first.");
        }
    }

    public static string Root => Metadata("Root");

    /// <summary>Loads the module where the shell has not brought it.</summary>
    public static string ImportModule =>
        $"if (-not (Get-Module NsgFlow.PowerShell)) {{ Import-Module {Quote(Path.Combine(Root, "out", "NsgFlow.PowerShell", "NsgFlow.PowerShell.psd1"))} }}";

    public static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>A command with the set put in: {list} a file of paths, {files} the paths themselves.</summary>
    public static IReadOnlyList<string> Command(string template, LogSet set) =>
        [.. Split(template).SelectMany<string, string>(part => part switch
        {
            "{files}" => set.Files,
            "{list}" => [set.WriteList()],
            _ => [part],
        })];

    private string? Find(string name)
    {
        string? value = _values.GetValueOrDefault(name) ?? Environment.GetEnvironmentVariable("NSGFLOW_BENCH_" + name.ToUpperInvariant().Replace('-', '_'));
        return string.IsNullOrEmpty(value) ? null : value;
    }

    private static string[] Split(string command) =>
        [.. Word().Matches(command).Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Value)];

    private static string Metadata(string key) =>
        typeof(ComparisonOptions).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;

    /// <summary>A word, or anything within double quotes.</summary>
    [GeneratedRegex("\"([^\"]*)\"|\\S+")]
    private static partial Regex Word();
}
