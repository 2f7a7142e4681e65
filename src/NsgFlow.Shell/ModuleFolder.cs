namespace NsgFlow.Shell;

/// <summary>Where the module is, and what PSModulePath must say.</summary>
internal static class ModuleFolder
{
    /// <summary>The name of the module.</summary>
    public const string ModuleName = "NsgFlow.PowerShell";

    private const string OverrideVariable = "NSGFLOW_MODULE";
    private const string SearchPathVariable = "PSModulePath";

    // Only an installation of PowerShell has this folder among its modules.
    private const string InstallationMark = "Microsoft.PowerShell.Utility";

    /// <summary>The manifest of the module to load.</summary>
    public static string Manifest => Path.Combine(Folder, ModuleName + ".psd1");

    private static string Beside => Path.Combine(AppContext.BaseDirectory, "Modules");

    private static string Folder
    {
        get
        {
            string? chosen = Environment.GetEnvironmentVariable(OverrideVariable);
            return string.IsNullOrEmpty(chosen) ? Path.Combine(Beside, ModuleName) : Path.GetFullPath(chosen);
        }
    }

    /// <summary>
    /// Puts the folder of our modules first, once the engine has put its own there. The modules of an installed PowerShell, on the path when nsgflow is
    /// started from there, are left out: they are bound to their own engine and fail in this one.
    /// </summary>
    public static void PrepareSearchPath()
    {
        string? current = Environment.GetEnvironmentVariable(SearchPathVariable);
        IEnumerable<string> others = (current ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(folder => !Directory.Exists(Path.Combine(folder, InstallationMark)));
        string[] folders = [Path.GetDirectoryName(Folder) ?? Beside, Beside, .. others];
        Environment.SetEnvironmentVariable(
            SearchPathVariable, string.Join(Path.PathSeparator, folders.Distinct(StringComparer.Ordinal)));
    }
}
