using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Net.NetworkInformation;
using NsgFlow.Azure.Listing;
using NsgFlow.Filtering;
using NsgFlow.PowerShell.Completion;
using NsgFlow.PowerShell.Input;
using NsgFlow.PowerShell.Parameters;
using NsgFlow.PowerShell.Storage;
using NsgFlow.Survey;

namespace NsgFlow.PowerShell.Abstractions;

/// <summary>
/// A cmdlet whose input is logs as a whole: files, by pattern or literally, or blobs of storage accounts, from
/// parameters or the pipeline.
/// </summary>
/// <remarks>
/// <see cref="FlowInputCommand"/> takes the same input and more filters. A class has one base, so the parameters of
/// input stand in both; a test compares them.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PathCommand : LogFilterCommand
{
    /// <summary>The name of the parameter set whose paths may hold wildcards.</summary>
    protected const string PathSet = "Path";

    /// <summary>The name of the parameter set whose paths are taken as they are.</summary>
    protected const string LiteralPathSet = "LiteralPath";

    /// <summary>The name of the parameter set that names a storage account.</summary>
    protected const string StorageSet = "Storage";

    /// <summary>How many blobs are looked at at once where nobody says.</summary>
    private const int BlobsAtOnce = 8;

    private string[] _paths = [];
    private bool _isLiteral;
    private StorageInput? _input;
    private StorageSurvey? _storage;

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

    /// <summary>The name of a storage account, or the id of its resource.</summary>
    [Parameter(ParameterSetName = StorageSet, ValueFromPipelineByPropertyName = true)]
    [Alias("StorageId")]
    [ValidateNotNullOrEmpty]
    public string? StorageAccountName { get; set; }

    /// <summary>A storage account and a way in, as New-NsgFlowStorageContext or New-AzStorageContext makes it.</summary>
    [Parameter(ParameterSetName = StorageSet, ValueFromPipelineByPropertyName = true)]
    [StorageContextTransformation]
    [ValidateNotNull]
    public FlowStorageContext? Context { get; set; }

    /// <summary>Containers of the account.</summary>
    [Parameter(ParameterSetName = StorageSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[] Container { get; set; } = [];

    /// <summary>Ids of the resources that are logged.</summary>
    [Parameter(ParameterSetName = StorageSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] TargetResourceId { get; set; } = [];

    /// <summary>MAC addresses, or objects that have a property MacAddress.</summary>
    [Parameter(ParameterSetName = StorageSet, ValueFromPipeline = true)]
    [NetworkInterfaceTransformation]
    [ValidateNotNull]
    public PhysicalAddress? NetworkInterface { get; set; }

    /// <summary>How many blobs are looked at at once.</summary>
    [Parameter(ParameterSetName = StorageSet)]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = BlobsAtOnce;

    /// <summary>Whether logs are to be found in storage accounts.</summary>
    private protected bool IsStorage => ParameterSetName == StorageSet;

    /// <summary>Keeps what the parameters name now: each time an object has come down the pipeline.</summary>
    private protected void RememberStorage()
    {
        _input ??= new StorageInput(this);
        _input.Add(StorageAccountName, Context, TargetResourceId, NetworkInterface);
    }

    /// <summary>The logs of the accounts that were named.</summary>
    /// <param name="options">The filters as given.</param>
    /// <param name="needsContent">Whether the ends of every log have to be fetched.</param>
    /// <param name="look">What is to be found out of a log. Called on any thread.</param>
    private protected IEnumerable<(ListedBlob Blob, LogInspection Log, T Found)> SurveyStorage<T>(
        FlowFilterOptions options, bool needsContent, Func<LogInspection, LogBytes?, T> look)
    {
        if (_input is not { HasAny: true })
        {
            return [];
        }

        FlowFilterOptions narrowed = options with { MacAddress = [.. options.MacAddress, .. _input.MacAddresses], TargetResourceId = [.. _input.TargetResourceIds] };
        _storage = new StorageSurvey(this, narrowed, ThrottleLimit, StopToken);
        return _storage.Survey(_input.Accounts, Container, needsContent, look);
    }

    /// <summary>Says so where nothing came of it.</summary>
    private protected void CompleteStorage() => _storage?.Complete(HasLast ? Last : null);

    /// <summary>The files and folders that the paths lead to; what leads nowhere is written as an error.</summary>
    [SuppressMessage("Design", "CA1024:Use properties where appropriate", Justification = "It looks at the file system and writes errors.")]
    private protected IEnumerable<InputPath> GetInputPaths() => InputPaths.Resolve(this, _paths, _isLiteral);
}
