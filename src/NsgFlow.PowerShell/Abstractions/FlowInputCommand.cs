using System.ComponentModel;
using System.Management.Automation;
using System.Net.NetworkInformation;
using NsgFlow.Filtering;
using NsgFlow.PowerShell.Completion;
using NsgFlow.PowerShell.Input;
using NsgFlow.PowerShell.Parameters;
using NsgFlow.PowerShell.Storage;
using NsgFlow.Streaming;

namespace NsgFlow.PowerShell.Abstractions;

/// <summary>
/// A cmdlet whose input is the flows of logs: files and folders, by pattern or literally, or blobs of storage accounts,
/// from parameters or the pipeline.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FlowInputCommand : FlowFilterCommand
{
    /// <summary>The name of the parameter set whose paths may hold wildcards.</summary>
    protected const string PathSet = "Path";

    /// <summary>The name of the parameter set whose paths are taken as they are.</summary>
    protected const string LiteralPathSet = "LiteralPath";

    /// <summary>The name of the parameter set that names a storage account.</summary>
    protected const string StorageSet = "Storage";

    /// <summary>The name of the parameter set that names blobs.</summary>
    protected const string BlobUriSet = "BlobUri";

    /// <summary>How many blobs are read at once where nobody says: most of the time goes by in waiting for the network.</summary>
    private const int BlobsAtOnce = 8;

    private string[] _paths = [];
    private bool _isLiteral;
    private SourceReaderPool? _pool;
    private LogReading? _reading;
    private FlowFilter _filter = null!;
    private StorageInput? _input;
    private StorageSession? _session;
    private StorageReading? _storage;

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
    [Parameter(ParameterSetName = BlobUriSet, ValueFromPipelineByPropertyName = true)]
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

    /// <summary>Addresses of blobs, with or without a shared access signature.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BlobUriSet, ValueFromPipelineByPropertyName = true)]
    [Alias("BlobBaseClient", "BlobClient", "ICloudBlob")]
    [BlobUriTransformation]
    [ValidateNotNullOrEmpty]
    public Uri[] BlobUri { get; set; } = [];

    /// <summary>MAC addresses, or objects that have a property MacAddress.</summary>
    [Parameter(ParameterSetName = StorageSet, ValueFromPipeline = true)]
    [NetworkInterfaceTransformation]
    [ValidateNotNull]
    public PhysicalAddress? NetworkInterface { get; set; }

    /// <summary>How many sources are read at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    /// <summary>The filters that logs and flows are chosen by.</summary>
    private protected FlowFilterOptions FilterOptions { get; private set; } = null!;

    /// <summary>The filter that flows are read with.</summary>
    private protected FlowFilter Filter => _filter;

    /// <summary>Which logs one collector must see one after the other.</summary>
    private protected virtual JobOrder Order => JobOrder.Independent;

    private bool IsStorage => ParameterSetName is StorageSet or BlobUriSet;

    private StorageSession Session => _session ??= new StorageSession(this);

    private int Parallel => IsStorage && !MyInvocation.BoundParameters.ContainsKey(nameof(ThrottleLimit)) ? BlobsAtOnce : ThrottleLimit;

    private protected LogReading Reading => _reading ??= new LogReading(
        this, _pool = CreatePool(_filter, Parallel), FilterOptions, Order, StopToken, IsStorage ? Session.RefreshTokens : null)
    {
        FindNewestHour = () => _storage?.FindNewestHour(),
    };

    private StorageReading Storage => _storage ??= new StorageReading(this, Session, Reading, Parallel, StopToken);

    /// <summary>Makes the workers and says what they make of flows.</summary>
    private protected abstract SourceReaderPool CreatePool(FlowFilter filter, int workers);

    /// <summary>
    /// The filters that flows are read with, where the work needs more of them than were asked for. Logs are chosen by
    /// what was asked for.
    /// </summary>
    private protected virtual FlowFilterOptions Widen(FlowFilterOptions asked) => asked;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        FilterOptions = GetFilterOptions();
        _filter = Compile(Widen(FilterOptions));
    }

    /// <summary>Reads what the parameters name now: each time an object has come down the pipeline.</summary>
    private protected void ReadInput()
    {
        switch (ParameterSetName)
        {
            case StorageSet:
                _input ??= new StorageInput(this);
                _input.Add(StorageAccountName, Context, TargetResourceId, NetworkInterface);
                break;
            case BlobUriSet:
                Storage.ReadBlobs(BlobUri, Context);
                break;
            default:
                if (ParameterSetName == PathSet)
                {
                    Reading.Remember(Path);
                }

                Reading.Read(InputPaths.Resolve(this, _paths, _isLiteral));
                break;
        }
    }

    /// <summary>Reads what could be read only when all input was known, and writes what is still under way.</summary>
    private protected void CompleteInput()
    {
        if (_input is not null)
        {
            if (!_input.HasAny)
            {
                return;
            }

            FilterOptions = FilterOptions with { MacAddress = [.. FilterOptions.MacAddress, .. _input.MacAddresses], TargetResourceId = [.. _input.TargetResourceIds] };
            _filter = Compile(Widen(FilterOptions));
            Storage.ReadAccounts(_input.Accounts, Container, FilterOptions);
        }

        Reading.Complete(HasLast ? Last : null);
        _storage?.Complete();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _pool?.Dispose();
            _pool = null;
        }
    }
}
