using System.Management.Automation;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Isolation;

/// <summary>What is loaded where in this process, and what the staged assemblies refer to.</summary>
internal static class ModuleAssemblies
{
    /// <summary>The private context of the staged module, found by an assembly that lives there.</summary>
    public static AssemblyLoadContext PrivateContext => Assert.Single(
        AssemblyLoadContext.All,
        context => context.Name == "NsgFlow.PowerShell"
            && context.Assemblies.Any(assembly => Path.GetDirectoryName(assembly.Location) == StagedModule.Bin));

    /// <summary>Every assembly of ours or of Azure in the process, whatever context holds it, this one aside.</summary>
    public static IReadOnlyList<Assembly> OursAndAzures() =>
    [
        .. AssemblyLoadContext.All.SelectMany(context => context.Assemblies)
            .Where(assembly => assembly != typeof(ModuleAssemblies).Assembly && IsOursOrAzures(assembly.GetName().Name)),
    ];

    /// <summary>The staged assemblies of the project itself, packages aside.</summary>
    public static IReadOnlyList<string> OwnFiles() => [.. Directory.EnumerateFiles(StagedModule.Bin, "NsgFlow*.dll").Order(StringComparer.Ordinal)];

    /// <summary>The cmdlets that an assembly declares.</summary>
    public static IReadOnlyList<string> CmdletsOf(Assembly assembly) =>
    [
        .. assembly.GetExportedTypes()
            .Select(type => type.GetCustomAttribute<CmdletAttribute>())
            .OfType<CmdletAttribute>()
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The names an assembly's metadata refers to, read without loading it.</summary>
    public static IReadOnlyList<AssemblyName> ReferencesOf(string file)
    {
        using PEReader image = new(File.OpenRead(file));
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())];
    }

    private static bool IsOursOrAzures(string? name) =>
        name is not null && (name == "NsgFlow" || name.StartsWith("NsgFlow.", StringComparison.Ordinal) || name.StartsWith("Azure.", StringComparison.Ordinal));
}
