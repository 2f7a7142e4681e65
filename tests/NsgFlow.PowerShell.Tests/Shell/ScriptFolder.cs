namespace NsgFlow.PowerShell.Tests.Shell;

/// <summary>A temporary folder for the scripts of a test.</summary>
internal sealed class ScriptFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nsgflow-shell-");

    /// <summary>The full path of a file in the folder, which need not exist.</summary>
    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Writes a script and returns its full path.</summary>
    public string Write(string name, string text)
    {
        string path = PathOf(name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
