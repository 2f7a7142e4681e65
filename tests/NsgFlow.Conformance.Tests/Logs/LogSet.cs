using NsgFlow.Conformance.Tests.Duck;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.Conformance.Tests.Logs;

/// <summary>Logs of one kind of trouble, read by the database and by the module; made once for all tests on them.</summary>
public abstract class LogSet : IDisposable
{
    private readonly Lazy<DuckDatabase> _database;
    private readonly Lazy<EngineSession> _session = new(() => new EngineSession());

    protected LogSet()
    {
        _database = new(() => new DuckDatabase(Files));
    }

    /// <summary>What a user hands to -Path: a folder, or files in this order.</summary>
    internal abstract string[] Paths { get; }

    /// <summary>The logs in the order in which they are read.</summary>
    internal abstract IReadOnlyList<string> Files { get; }

    /// <summary>Names and values in these logs that questions ask for.</summary>
    internal abstract LogFacts Facts { get; }

    internal DuckDatabase Database => _database.Value;

    internal EngineSession Session => _session.Value;

    internal TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (_database.IsValueCreated)
            {
                _database.Value.Dispose();
            }

            if (_session.IsValueCreated)
            {
                _session.Value.Dispose();
            }

            Folder.Dispose();
        }
    }

    /// <summary>Has New-NsgFlowSample write to the folder, and returns it.</summary>
    private protected string MakeSample(string parameters)
    {
        Session.Run("param($path) New-NsgFlowSample $path " + parameters, Folder.Path).ThrowIfFailed();
        return Folder.Path;
    }

    /// <summary>The logs below a folder as Get-NsgFlowLog reads them: by their path, compared by character code.</summary>
    private protected static List<string> LogsOf(string folder)
    {
        List<string> files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".json", StringComparison.Ordinal) || f.EndsWith(".json.gz", StringComparison.Ordinal))];
        files.Sort(StringComparer.Ordinal);
        return files;
    }
}
