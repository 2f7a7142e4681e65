using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using NsgFlow.PowerShell.Input;

namespace NsgFlow.PowerShell.Abstractions;

/// <summary>A cmdlet whose input is logs as files: by pattern or literally, from parameters or the pipeline.</summary>
/// <remarks>
/// <see cref="FlowInputCommand"/> takes the same paths and more filters. A class has one base, so the two path
/// parameters stand in both; a test compares them.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PathCommand : LogFilterCommand
{
    /// <summary>The name of the parameter set whose paths may hold wildcards.</summary>
    protected const string PathSet = "Path";

    /// <summary>The name of the parameter set whose paths are taken as they are.</summary>
    protected const string LiteralPathSet = "LiteralPath";

    private string[] _paths = [];
    private bool _isLiteral;

    /// <summary>Files, folders or wildcard patterns.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path
    {
        get => _paths;
        set => (_paths, _isLiteral) = (value, false);
    }

    /// <summary>Files or folders, their names taken literally.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath
    {
        get => _paths;
        set => (_paths, _isLiteral) = (value, true);
    }

    /// <summary>The files and folders that the paths lead to; what leads nowhere is written as an error.</summary>
    [SuppressMessage("Design", "CA1024:Use properties where appropriate", Justification = "It looks at the file system and writes errors.")]
    private protected IEnumerable<InputPath> GetInputPaths() => InputPaths.Resolve(this, _paths, _isLiteral);
}
