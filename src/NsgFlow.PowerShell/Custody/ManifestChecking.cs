using System.Diagnostics;
using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using NsgFlow.Azure.Custody;
using NsgFlow.Custody;
using NsgFlow.PowerShell.Errors;

namespace NsgFlow.PowerShell.Custody;

/// <summary>Checks the manifests of one folder or container, with progress.</summary>
internal sealed class ManifestChecking(PSCmdlet cmdlet, X509Certificate2? certificate, int parallel, CancellationToken stop)
{
    private const long ProgressIntervalMilliseconds = 200;

    private readonly ProgressRecord _progress = new(0, cmdlet.MyInvocation.MyCommand.Name, ErrorFactory.Format("CheckProgressActivity"));
    private long _begin = Stopwatch.GetTimestamp();
    private bool _hasProgress;
    private int _done;

    /// <summary>Checks all of some manifests; what one of them names is not out of place for another.</summary>
    public void CheckAll(IEvidenceStore store, IReadOnlyList<string> names, string? expectedHash)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            known.UnionWith(Checker(store).KnownTo(name));
        }

        foreach (string name in names)
        {
            Check(store, name, expectedHash, known);
        }
    }

    /// <summary>The manifest that has a hash; null where none has.</summary>
    public string? Find(IEvidenceStore store, IEnumerable<string> names, string hash) =>
        names.FirstOrDefault(name => string.Equals(Checker(store).HashOf(name), hash, StringComparison.OrdinalIgnoreCase));

    /// <summary>Checks one manifest.</summary>
    public void Check(IEvidenceStore store, string name, string? expectedHash, IEnumerable<string> known)
    {
        _done = 0;
        FlowManifestCheck? check = Checker(store).Check(name, expectedHash, known, WriteProgress);
        if (_hasProgress)
        {
            _hasProgress = false;
            _progress.RecordType = ProgressRecordType.Completed;
            cmdlet.WriteProgress(_progress);
            _progress.RecordType = ProgressRecordType.Processing;
        }

        if (check is not null)
        {
            cmdlet.WriteObject(check, enumerateCollection: false);
        }
    }

    private ManifestChecker Checker(IEvidenceStore store) =>
        new(store, (manifest, signature) => ManifestSigner.Verify(manifest, signature, certificate), parallel, stop);

    private void WriteProgress(FlowManifestFileCheck file, int count)
    {
        _done++;
        if (Stopwatch.GetElapsedTime(_begin).TotalMilliseconds < ProgressIntervalMilliseconds)
        {
            return;
        }

        _begin = Stopwatch.GetTimestamp();
        _hasProgress = true;
        _progress.StatusDescription = ErrorFactory.Format("CheckProgress", _done, count);
        _progress.CurrentOperation = file.Path;
        _progress.PercentComplete = (int)(_done * 100L / count);
        cmdlet.WriteProgress(_progress);
    }
}
