using System.Management.Automation;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Input;

namespace NsgFlow.PowerShell.Custody;

/// <summary>Turns what users write as a target into a folder of the file system.</summary>
internal static class EvidencePaths
{
    /// <summary>The folder by its absolute path, whether it exists or not; what can be none ends the command.</summary>
    public static string ResolveFolder(PSCmdlet cmdlet, string path)
    {
        if (InputPaths.IsWebAddress(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            string reason = ErrorFactory.Format(InputPaths.IsWebAddress(path) ? "WebTarget" : "NullCharacter");
            cmdlet.ThrowTerminatingError(InputPaths.Invalid(path, reason, inner: null));
        }

        ProviderInfo provider = null!;
        string folder = string.Empty;
        try
        {
            folder = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _);
        }
        catch (Exception e) when (e is SessionStateException || InputPaths.IsUnusable(e))
        {
            cmdlet.ThrowTerminatingError(InputPaths.Invalid(path, e.Message, e));
        }

        if (provider.Name != "FileSystem" || File.Exists(folder))
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.Create(ErrorId.EvidenceFolderInvalid, ErrorCategory.InvalidArgument, path, inner: null, path));
        }

        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
    }
}
