using System.Management.Automation;
using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Layout;

namespace NsgFlow.Azure.Tests.Custody;

/// <summary>An account with logs of both kinds, a session, and a folder to copy to.</summary>
internal sealed class EvidenceAccount : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private EvidenceAccount(StorageAccount account, SampledLogs logs) => (Account, Logs) = (account, logs);

    public StorageAccount Account { get; }

    public SampledLogs Logs { get; }

    public EngineSession Shell { get; } = new();

    public string Target => _folder.File("evidence");

    public PSObject Context { get; private set; } = null!;

    public static async Task<EvidenceAccount> MakeAsync(AzuriteFixture azurite, int nics = 2, int hours = 2)
    {
        var made = new EvidenceAccount(azurite.NewAccount(), SampledLogs.Make(nics, hours));
        await made.Logs.WriteAsync(made.Account);
        made.Context = made.ContextOf(made.Account.ConnectionString);
        return made;
    }

    public PSObject ContextOf(string connectionString) =>
        Shell.Run("New-NsgFlowStorageContext -ConnectionString $args[0]", connectionString).ThrowIfFailed().Single;

    public EngineResult Save(string more = "", PSObject? context = null) =>
        Shell.Run($"Save-NsgFlowLog $args[0] -Context $args[1] {more}", Target, context ?? Context);

    public FlowManifestCheck Check() => (FlowManifestCheck)Shell.Run("Test-NsgFlowManifest $args[0]", Target).ThrowIfFailed().Output[^1].BaseObject;

    public string File(SampledLog log) => Path.Combine(Target, log.Container, log.Name);

    public string[] FilesOf(string pattern) => [.. Directory.GetFiles(Target, pattern).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        Shell.Dispose();
        _folder.Dispose();
    }
}
