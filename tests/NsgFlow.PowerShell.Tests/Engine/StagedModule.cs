using System.Reflection;

namespace NsgFlow.PowerShell.Tests.Engine;

/// <summary>The module as the build lays it out: what the tests import, in place of any copy in their own folder.</summary>
internal static class StagedModule
{
    public static string Folder { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Metadata("StagedModule")));

    public static string Manifest { get; } = Path.Combine(Folder, "NsgFlow.PowerShell.psd1");

    public static string Bin { get; } = Path.Combine(Folder, "bin");

    public static string RepositoryRoot { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Metadata("RepositoryRoot")));

    /// <summary>What the project file hands over by AssemblyMetadata.</summary>
    public static string Metadata(string key) =>
        typeof(StagedModule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == key)?.Value
        ?? throw new InvalidOperationException($"The project hands over no metadata '{key}'.");

    /// <summary>Copies the staged module, for tests that change it.</summary>
    public static string CopyTo(string folder)
    {
        CopyFolder(Folder, folder);
        return Path.Combine(folder, Path.GetFileName(Manifest));
    }

    public static void CopyFolder(string source, string target)
    {
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
