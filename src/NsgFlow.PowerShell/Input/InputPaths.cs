using System.Management.Automation;
using NsgFlow.PowerShell.Errors;

namespace NsgFlow.PowerShell.Input;

/// <summary>A file or folder that a user's path led to.</summary>
/// <param name="FullPath">Its path in the file system.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="IsNamed">Whether the user wrote this very name, not a pattern.</param>
internal readonly record struct InputPath(string FullPath, bool IsFolder, bool IsNamed);

/// <summary>Turns what users write as paths into files and folders of the file system.</summary>
internal static class InputPaths
{
    public static IEnumerable<InputPath> Resolve(PSCmdlet cmdlet, string[] paths, bool isLiteral)
    {
        foreach (string path in paths)
        {
            if (IsWebAddress(path))
            {
                cmdlet.WriteError(Invalid(path, ErrorFactory.Format("WebAddress"), inner: null));
                continue;
            }

            bool isPattern = !isLiteral && WildcardPattern.ContainsWildcardCharacters(path);
            foreach (string fullPath in ResolveOne(cmdlet, path, isLiteral))
            {
                if (Directory.Exists(fullPath))
                {
                    yield return new InputPath(fullPath, IsFolder: true, IsNamed: !isPattern);
                }
                else if (File.Exists(fullPath))
                {
                    yield return new InputPath(fullPath, IsFolder: false, IsNamed: !isPattern);
                }
                else
                {
                    cmdlet.WriteError(ErrorFactory.Create(ErrorId.FileNotFound, ErrorCategory.ObjectNotFound, fullPath, inner: null, path));
                }
            }
        }
    }

    /// <summary>Whether a pattern matches nothing while a file or folder bears its very text as a name.</summary>
    public static bool IsOnlyAName(PSCmdlet cmdlet, string pattern)
    {
        try
        {
            string name = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(pattern, out ProviderInfo provider, out _);
            return provider.Name == "FileSystem"
                && System.IO.Path.Exists(name)
                && cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(pattern, out _).Count == 0;
        }
        catch (Exception e) when (e is SessionStateException || IsUnusable(e))
        {
            // Reported where the path is resolved.
            return false;
        }
    }

    /// <summary>Whether PowerShell could make nothing of a path: a broken pattern, or one that leads out of its drive.</summary>
    public static bool IsUnusable(Exception exception) =>
        exception is WildcardPatternException or ProviderInvocationException or ArgumentException or NotSupportedException;

    /// <summary>A path that can lead nowhere.</summary>
    public static ErrorRecord Invalid(string path, string reason, Exception? inner) =>
        ErrorFactory.Create(ErrorId.InvalidPath, ErrorCategory.InvalidArgument, path, inner, path, reason);

    /// <summary>The ? in an address of the web would pass for a wildcard, and its signature would be shown as a name.</summary>
    public static bool IsWebAddress(string path) =>
        path.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyCollection<string> ResolveOne(PSCmdlet cmdlet, string path, bool isLiteral)
    {
        ProviderInfo provider;
        IReadOnlyCollection<string> found;
        try
        {
            found = isLiteral
                ? [cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)]
                : cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out provider);
        }
        catch (SessionStateException e)
        {
            // The item, the drive or the provider is not there.
            cmdlet.WriteError(ErrorFactory.Create(ErrorId.FileNotFound, ErrorCategory.ObjectNotFound, path, e, path));
            return [];
        }
        catch (Exception e) when (IsUnusable(e))
        {
            cmdlet.WriteError(Invalid(path, e.Message, e));
            return [];
        }

        if (provider.Name != "FileSystem")
        {
            cmdlet.WriteError(ErrorFactory.Create(ErrorId.PathNotFileSystem, ErrorCategory.InvalidArgument, path, inner: null, path, provider.Name));
            return [];
        }

        return found;
    }
}
