using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;

namespace NsgFlow.Loading;

/// <summary>
/// Keeps the cmdlets and every package they stand on out of the default load context, so that a session may hold
/// another version of the same package, as it does once Az.Accounts is imported.
/// </summary>
/// <remarks>
/// NsgFlow.dll itself stays in the default context, for PowerShell finds type names only there. The module's script
/// says where its <c>bin</c> folder is; nothing here asks an assembly for its location.
/// </remarks>
public sealed class ModuleLoadContext : AssemblyLoadContext
{
    /// <summary>The name of the context, as diagnostic tools show it.</summary>
    public const string ContextName = "NsgFlow.PowerShell";

    private static readonly object s_lock = new();
    private static readonly Dictionary<string, ModuleLoadContext> s_contexts = new(PathComparer);

    // Simple name to file, read once: a name that is not a key here can never become a path.
    private readonly Dictionary<string, string> _files;

    private ModuleLoadContext(string binFolder)
        : base(ContextName, isCollectible: false)
    {
        _files = Directory.EnumerateFiles(binFolder, "*.dll", SearchOption.TopDirectoryOnly)
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase);
    }

    private static StringComparer PathComparer =>
        OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>
    /// Loads an assembly of the module into the private context of its folder. The same folder always has the same
    /// context and the same assembly, whichever runspace asks and however often.
    /// </summary>
    /// <param name="binFolder">The full path of the folder that holds the module's assemblies.</param>
    /// <param name="assemblyName">The simple name of the assembly, such as NsgFlow.PowerShell.</param>
    /// <exception cref="FileNotFoundException">The folder holds no such assembly.</exception>
    [RequiresUnreferencedCode("The cmdlets are loaded by name.")]
    public static Assembly LoadModule(string binFolder, string assemblyName)
    {
        ArgumentException.ThrowIfNullOrEmpty(binFolder);
        ArgumentException.ThrowIfNullOrEmpty(assemblyName);
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(binFolder));
        lock (s_lock)
        {
            if (!s_contexts.TryGetValue(folder, out ModuleLoadContext? context))
            {
                context = new ModuleLoadContext(folder);
                s_contexts.Add(folder, context);
            }

            return context._files.TryGetValue(assemblyName, out string? file)
                ? context.LoadFromAssemblyPath(file)
                : throw new FileNotFoundException($"The folder '{folder}' holds no assembly '{assemblyName}'.", assemblyName);
        }
    }

    /// <inheritdoc/>
    /// <returns>The assembly, or null to let the default context answer.</returns>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only a module that ships all its assemblies untrimmed makes a context.")]
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        ArgumentNullException.ThrowIfNull(assemblyName);
        if (assemblyName.Name is not string name || !_files.TryGetValue(name, out string? file))
        {
            return null;
        }

        // A second copy of the engine would make two types of every record and enum.
        if (string.Equals(name, typeof(ModuleLoadContext).Assembly.GetName().Name, StringComparison.OrdinalIgnoreCase))
        {
            return typeof(ModuleLoadContext).Assembly;
        }

        return PlatformAssemblies.AnswersFor(name, file) ? null : LoadFromAssemblyPath(file);
    }
}
