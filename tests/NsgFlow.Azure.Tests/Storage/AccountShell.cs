using System.Management.Automation;
using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Proxy;

namespace NsgFlow.Azure.Tests.Storage;

/// <summary>A session of the engine with an account of its own, and a proxy on the way to it.</summary>
internal sealed class AccountShell : IDisposable
{
    private readonly Lazy<PSObject> _context;
    private readonly Lazy<PSObject> _direct;

    public AccountShell(AzuriteFixture azurite)
    {
        Account = azurite.NewAccount();
        Proxy = new FaultProxy(azurite.Endpoint);
        _context = new Lazy<PSObject>(() => MakeContext(Account.EndpointThrough(Proxy.Endpoint)));
        _direct = new Lazy<PSObject>(() => MakeContext(Account.Endpoint));
    }

    public EngineSession Session { get; } = new();

    public StorageAccount Account { get; }

    public FaultProxy Proxy { get; }

    /// <summary>The account by its key, through the proxy.</summary>
    public PSObject Context => _context.Value;

    /// <summary>The account by its key, past the proxy.</summary>
    public PSObject Direct => _direct.Value;

    /// <summary>Runs a script; its first argument is the context through the proxy.</summary>
    public EngineResult Run(string script, params object?[] more) => Session.Run(script, [Context, .. more]);

    public EngineRun Start(string script) => Session.Start(script, Context);

    public void Dispose()
    {
        Session.Dispose();
        Proxy.Dispose();
    }

    private PSObject MakeContext(Uri endpoint) => Session
        .Run(
            "param($name, $key, $endpoint) New-NsgFlowStorageContext -StorageAccountName $name -StorageAccountKey $key -Endpoint $endpoint",
            Account.Name,
            Account.Key,
            endpoint.AbsoluteUri)
        .ThrowIfFailed()
        .Single;
}
