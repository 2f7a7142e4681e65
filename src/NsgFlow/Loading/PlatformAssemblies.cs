using System.Reflection;

namespace NsgFlow.Loading;

/// <summary>
/// Decides between the running framework's copy of an assembly and the one the module brings: a net8.0 build ships
/// packages that later frameworks contain themselves, and shadowing those would make types that do not match.
/// </summary>
internal static class PlatformAssemblies
{
    private const string EngineName = "System.Management.Automation";

    // The keys .NET signs its framework and its extension packages with. The list of trusted assemblies also names
    // what the hosting program brings, and a host's Azure.Core must not become ours.
    private static readonly string[] s_frameworkKeys =
    [
        "B03F5F7F11D50A3A",
        "B77A5C561934E089",
        "7CEC85D7BEA7798E",
        "CC7B13FFCD2DDD51",
        "ADB9793829DDAE60",
    ];

    private static readonly Dictionary<string, string> s_trusted = ReadTrusted();

    /// <summary>Whether the default context should answer, because its copy is the framework's and not older.</summary>
    /// <param name="name">The simple name of the assembly.</param>
    /// <param name="ownFile">The module's copy of it.</param>
    public static bool AnswersFor(string name, string ownFile)
    {
        if (string.Equals(name, EngineName, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!s_trusted.TryGetValue(name, out string? platformFile))
        {
            return false;
        }

        AssemblyName platform = AssemblyName.GetAssemblyName(platformFile);
        return IsFramework(platform) && platform.Version >= AssemblyName.GetAssemblyName(ownFile).Version;
    }

    private static bool IsFramework(AssemblyName assembly) =>
        s_frameworkKeys.Contains(Convert.ToHexString(assembly.GetPublicKeyToken() ?? []));

    private static Dictionary<string, string> ReadTrusted()
    {
        Dictionary<string, string> trusted = new(StringComparer.OrdinalIgnoreCase);
        string list = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        foreach (string file in list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            trusted.TryAdd(Path.GetFileNameWithoutExtension(file), file);
        }

        return trusted;
    }
}
