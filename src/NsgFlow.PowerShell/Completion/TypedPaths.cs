using System.Collections;
using System.Management.Automation;

namespace NsgFlow.PowerShell.Completion;

/// <summary>The -Path typed so far, or the current location where there is none.</summary>
internal static class TypedPaths
{
    public static IEnumerable<string> Resolve(IDictionary bound)
    {
        object? typed = bound["Path"] ?? bound["LiteralPath"];
        string[] paths = typed is null ? ["."] : LanguagePrimitives.ConvertTo<string[]>(typed);
        return paths.SelectMany(ResolveOne);
    }

    /// <summary>
    /// Turns a path of the session into one of the file system. The session is busy completing, so it can only be
    /// asked from within: by a nested pipeline. What is no path has no names in it.
    /// </summary>
    private static IEnumerable<string> ResolveOne(string path)
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddScript("$ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($args[0])").AddArgument(path);
        try
        {
            return [.. shell.Invoke<string>()];
        }
        catch (RuntimeException)
        {
            return [];
        }
    }
}
