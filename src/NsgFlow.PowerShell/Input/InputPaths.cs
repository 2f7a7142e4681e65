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

        if (provider.Name != "FileSystem")
        {
            cmdlet.WriteError(ErrorFactory.Create(ErrorId.PathNotFileSystem, ErrorCategory.InvalidArgument, path, inner: null, path, provider.Name));
            return [];
        }

        return found;
    }
}
