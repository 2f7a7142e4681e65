using System.Globalization;
using System.Management.Automation;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NsgFlow.Azure.Custody;
using NsgFlow.Azure.Faults;
using NsgFlow.Azure.Listing;
using NsgFlow.Custody;
using NsgFlow.Filtering;
using NsgFlow.PowerShell.Abstractions;
using NsgFlow.PowerShell.Completion;
using NsgFlow.PowerShell.Custody;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Input;
using NsgFlow.PowerShell.Parameters;
using NsgFlow.PowerShell.Storage;

namespace NsgFlow.PowerShell.Commands;

/// <summary>Copies flow logs of storage accounts as evidence, byte for byte, with a manifest that proves it.</summary>
[Cmdlet(VerbsData.Save, "NsgFlowLog", DefaultParameterSetName = FolderSet, SupportsShouldProcess = true)]
[OutputType(typeof(FlowManifest))]
public sealed class SaveNsgFlowLogCommand : LogFilterCommand
{
    private const string FolderSet = "Folder";
    private const string ContainerSet = "Container";

    private static readonly TimeSpan s_nap = TimeSpan.FromMilliseconds(25);

    private StorageInput _input = null!;
    private StorageSession _session = null!;
    private FlowFilterOptions _options = null!;

    /// <summary>The folder to copy to. It is made when it does not exist.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = FolderSet)]
    [ValidateNotNullOrEmpty]
    public string DestinationPath { get; set; } = string.Empty;

    /// <summary>The account to copy to, as New-NsgFlowStorageContext or New-AzStorageContext makes it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ContainerSet)]
    [StorageContextTransformation]
    [ValidateNotNull]
    public FlowStorageContext DestinationContext { get; set; } = null!;

    /// <summary>The container to copy to. It is made when it does not exist.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ContainerSet)]
    [ValidatePattern("^[a-z0-9](-?[a-z0-9]){2,62}$")]
    public string DestinationContainer { get; set; } = string.Empty;

    /// <summary>The name of a storage account, or the id of its resource.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("StorageId")]
    [ValidateNotNullOrEmpty]
    public string? StorageAccountName { get; set; }

    /// <summary>A storage account and a way in, as New-NsgFlowStorageContext or New-AzStorageContext makes it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [StorageContextTransformation]
    [ValidateNotNull]
    public FlowStorageContext? Context { get; set; }

    /// <summary>Containers of the account.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[] Container { get; set; } = [];

    /// <summary>Ids of the resources that are logged.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] TargetResourceId { get; set; } = [];

    /// <summary>MAC addresses, or objects that have a property MacAddress.</summary>
    [Parameter(ValueFromPipeline = true)]
    [NetworkInterfaceTransformation]
    [ValidateNotNull]
    public PhysicalAddress? NetworkInterface { get; set; }

    /// <summary>The case the copy is taken for, as the manifest is to name it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Case { get; set; }

    /// <summary>Who takes the copy.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Operator { get; set; } = Environment.UserName;

    /// <summary>What else the manifest is to say.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Note { get; set; }

    /// <summary>The certificate to sign the manifest with; its private key is needed.</summary>
    [Parameter]
    [ValidateNotNull]
    public X509Certificate2? SigningCertificate { get; set; }

    /// <summary>How many blobs are copied at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>Replaces a file or blob in the place of a copy whose bytes are others.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _input = new StorageInput(this);
        _session = new StorageSession(this);
        _options = GetLogFilterOptions();
        if (SigningCertificate is { HasPrivateKey: false } certificate)
        {
            ThrowTerminatingError(ErrorFactory.Create(
                ErrorId.CertificateWithoutKey, ErrorCategory.InvalidArgument, certificate.Subject, inner: null, certificate.Subject));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _input.Add(StorageAccountName, Context, TargetResourceId, NetworkInterface);

    /// <inheritdoc/>
    protected override void EndProcessing() => UntilStopped(() =>
    {
        if (!_input.HasAny)
        {
            return;
        }

        _options = _options with { MacAddress = [.. _options.MacAddress, .. _input.MacAddresses], TargetResourceId = [.. _input.TargetResourceIds] };
        var query = new BlobQuery { Containers = Container, Filter = Compile(() => LogFinder.FilterOf(_options)), Parallel = Math.Min(ThrottleLimit, 8) };
        var finder = new BlobFinder(this, _session, Wait, StopToken);
        List<ListedBlob> blobs = [.. _input.Accounts.SelectMany(account => finder.List(account, query))];
        if (blobs.Count == 0)
        {
            WarnOfNothing(finder);
            return;
        }

        string target = ParameterSetName == FolderSet
            ? EvidencePaths.ResolveFolder(this, DestinationPath)
            : DestinationContext.BlobEndpoint.AbsoluteUri + DestinationContainer;
        string megabytes = (blobs.Sum(blob => blob.Length ?? 0) / 1_000_000.0).ToString("0.0##", CultureInfo.InvariantCulture);
        if (ShouldProcess(target, ErrorFactory.Format("EvidenceAction", blobs.Count, megabytes)))
        {
            FlowManifest manifest = null!;
            try
            {
                manifest = Save(blobs, target, finder);
            }
            catch (Exception e) when (EvidenceErrors.IsFailure(e))
            {
                ThrowTerminatingError(EvidenceErrors.ToError(e, target));
            }

            // Written when nothing is under way any more: whoever is next in the pipeline looks at the copy.
            WriteObject(manifest, enumerateCollection: false);
            _session.WriteTraffic();
        }
    });

    private FlowManifest Save(List<ListedBlob> blobs, string target, BlobFinder finder)
    {
        var saving = new EvidenceSaving(this, _session, StopToken);
        using Acquisition acquisition = Begin(target, saving);
        foreach (StorageFault fault in finder.Failures)
        {
            // What could not be listed could not be copied.
            acquisition.Writer.Add(new ManifestFailure(fault.Target, fault.Kind.ToString(), fault.Detail));
        }

        saving.Copy(blobs, acquisition, ThrottleLimit);
        PublishedManifest manifest = acquisition.Close(DateTimeOffset.UtcNow, SigningCertificate is null ? null : Sign);
        return ToOutput(manifest, acquisition.Writer.Tally, saving);
    }

    private Acquisition Begin(string target, EvidenceSaving saving)
    {
        ManifestHeader header = new EvidenceParameters(_options, _input.Accounts, Container, Force)
        {
            Case = Case,
            Operator = Operator,
            Note = Note,
        }.ToHeader();
        return ParameterSetName == FolderSet
            ? FolderAcquisition.Open(target, header, Force, saving.AddBytes, StopToken)
            : ContainerAcquisition.Open(_session.Connect(DestinationContext), DestinationContainer, header, Force, saving.AddBytes, StopToken);
    }

    private byte[] Sign(byte[] manifest)
    {
        try
        {
            return ManifestSigner.Sign(manifest, SigningCertificate!);
        }
        catch (CryptographicException e)
        {
            ThrowTerminatingError(ErrorFactory.Create(
                ErrorId.ManifestNotSigned, ErrorCategory.SecurityError, SigningCertificate!.Subject, e, SigningCertificate.Subject, e.Message));
            throw;
        }
    }

    private void Wait(Task task)
    {
        while (!task.IsCompleted)
        {
            task.WaitQuietly(s_nap, StopToken);
            _session.RefreshTokens();
        }
    }

    private void WarnOfNothing(BlobFinder finder)
    {
        DateTimeOffset? newest = finder.Failures.Count == 0 ? finder.FindNewestHour() : null;
        if (newest is { } hour && HasLast)
        {
            WriteWarning(ErrorFactory.Format("NothingInLastHour", Last, hour));
        }

        finder.WarnWhereNothingWasFound(HasLast ? newest : null);
    }

    private FlowManifest ToOutput(PublishedManifest manifest, ManifestTally tally, EvidenceSaving saving) => new()
    {
        FullName = manifest.FullName,
        Sha256 = manifest.Sha256,
        Case = tally.Header!.Case,
        Operator = tally.Header.Operator,
        Files = tally.Entries.Count,
        Kept = saving.Kept,
        Open = saving.Open,
        Failed = tally.Failed,
        Bytes = tally.Bytes,
        IsSigned = SigningCertificate is not null,
        StartedAt = tally.Header.StartedAt,
        EndedAt = tally.End!.EndedAt,
    };
}
