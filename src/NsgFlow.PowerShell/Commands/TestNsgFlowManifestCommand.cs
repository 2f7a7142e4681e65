using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using NsgFlow.Azure.Custody;
using NsgFlow.Azure.Faults;
using NsgFlow.Custody;
using NsgFlow.PowerShell.Abstractions;
using NsgFlow.PowerShell.Custody;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Input;
using NsgFlow.PowerShell.Parameters;
using NsgFlow.PowerShell.Storage;

namespace NsgFlow.PowerShell.Commands;

/// <summary>Hashes an evidence copy again and tells what differs from its manifest.</summary>
[Cmdlet(VerbsDiagnostic.Test, "NsgFlowManifest", DefaultParameterSetName = PathSet)]
[OutputType(typeof(FlowManifestCheck))]
public sealed class TestNsgFlowManifestCommand : CancellableCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string ContainerSet = "Container";

    private string[] _paths = [];
    private bool _isLiteral;
    private ManifestChecking _checking = null!;

    /// <summary>Folders with evidence copies, or manifests; wildcard patterns of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path
    {
        get => _paths;
        set => (_paths, _isLiteral) = (value, false);
    }

    /// <summary>Folders with evidence copies, or manifests, their names taken literally.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath
    {
        get => _paths;
        set => (_paths, _isLiteral) = (value, true);
    }

    /// <summary>The account that holds the copy.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ContainerSet)]
    [StorageContextTransformation]
    [ValidateNotNull]
    public FlowStorageContext DestinationContext { get; set; } = null!;

    /// <summary>The container that holds the copy.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ContainerSet)]
    [ValidateNotNullOrEmpty]
    public string DestinationContainer { get; set; } = string.Empty;

    /// <summary>The SHA-256 of the manifest, as it was noted when the copy was taken.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Sha256")]
    [ValidatePattern("^[0-9A-Fa-f]{64}$")]
    public string? ExpectedHash { get; set; }

    /// <summary>The certificate that must have signed the manifest.</summary>
    [Parameter]
    [ValidateNotNull]
    public X509Certificate2? SigningCertificate { get; set; }

    /// <summary>How many files are hashed at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    /// <inheritdoc/>
    protected override void BeginProcessing() => _checking = new ManifestChecking(this, SigningCertificate, ThrottleLimit, StopToken);

    /// <inheritdoc/>
    protected override void ProcessRecord() => UntilStopped(() =>
    {
        if (ParameterSetName == ContainerSet)
        {
            CheckContainer();
            return;
        }

        foreach (InputPath path in InputPaths.Resolve(this, _paths, _isLiteral))
        {
            try
            {
                CheckPath(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException)
            {
                WriteError(ErrorFactory.Create(ErrorId.FolderUnreadable, ErrorCategory.ReadError, path.FullPath, e, path.FullPath, e.Message));
            }
        }
    });

    private void CheckPath(InputPath path)
    {
        if (path.IsFolder)
        {
            string folder = System.IO.Path.TrimEndingDirectorySeparator(path.FullPath);
            CheckStore(new FolderStore(folder), FolderStore.Manifests(folder), folder);
        }
        else if (ManifestNames.IsManifest(System.IO.Path.GetFileName(path.FullPath)))
        {
            _checking.Check(new FolderStore(System.IO.Path.GetDirectoryName(path.FullPath)!), System.IO.Path.GetFileName(path.FullPath), ExpectedHash, []);
        }
        else
        {
            WriteError(ErrorFactory.Create(ErrorId.NotManifest, ErrorCategory.InvalidType, path.FullPath, inner: null, path.FullPath));
        }
    }

    private void CheckContainer()
    {
        string container = DestinationContext.BlobEndpoint.AbsoluteUri + DestinationContainer;
        try
        {
            var store = new ContainerStore(new StorageSession(this).Connect(DestinationContext), DestinationContainer);
            CheckStore(store, store.Manifests(StopToken), container);
        }
        catch (StorageException e)
        {
            WriteError(StorageErrors.ToError(e));
        }
    }

    private void CheckStore(IEvidenceStore store, string[] manifests, string name)
    {
        if (manifests.Length == 0)
        {
            WriteError(ErrorFactory.Create(ErrorId.ManifestNotFound, ErrorCategory.ObjectNotFound, name, inner: null, name));
        }
        else if (ExpectedHash is null)
        {
            _checking.CheckAll(store, manifests, expectedHash: null);
        }
        else
        {
            // The hash that was noted is that of one acquisition.
            _checking.Check(store, _checking.Find(store, manifests, ExpectedHash) ?? manifests[^1], ExpectedHash, []);
        }
    }
}
