using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace NsgFlow.Azure.Tests.Azurite;

/// <summary>
/// The emulator, shared by all tests of the collection. Each test takes accounts of its own, so none sees another's
/// blobs.
/// </summary>
public sealed class AzuriteFixture : IDisposable
{
    private const int AccountCount = 500;
    private readonly IReadOnlyList<StorageAccountKey> _keys = StorageAccountKey.Make(AccountCount);
    private readonly Lazy<AzuriteProcess> _plain;
    private readonly Lazy<TestCertificate> _certificate = new(() => new TestCertificate());
    private readonly Lazy<AzuriteProcess> _secure;
    private readonly Lazy<HttpClient> _secureClient;
    private int _next = -1;

    public AzuriteFixture()
    {
        _plain = new Lazy<AzuriteProcess>(() => new AzuriteProcess(_keys));
        _secure = new Lazy<AzuriteProcess>(() => new AzuriteProcess(_keys, _certificate.Value));
        _secureClient = new Lazy<HttpClient>(() => _certificate.Value.NewClient());
    }

    /// <summary>Where the emulator listens on http.</summary>
    internal Uri Endpoint => _plain.Value.Endpoint;

    /// <summary>The certificate of the emulator's https; a child process trusts it by SSL_CERT_FILE.</summary>
    internal TestCertificate Certificate => _certificate.Value;

    internal int ProcessId => _plain.Value.ProcessId;

    /// <summary>An empty account over http, with keys and signatures.</summary>
    internal StorageAccount NewAccount() => new(Endpoint, NextKey(), new BlobClientOptions());

    /// <summary>An empty account over https, which takes tokens too.</summary>
    internal StorageAccount NewSecureAccount() =>
        new(_secure.Value.Endpoint, NextKey(), new BlobClientOptions { Transport = new HttpClientTransport(_secureClient.Value) });

    public void Dispose()
    {
        if (_plain.IsValueCreated)
        {
            _plain.Value.Dispose();
        }

        if (_secure.IsValueCreated)
        {
            _secure.Value.Dispose();
        }

        if (_secureClient.IsValueCreated)
        {
            _secureClient.Value.Dispose();
        }

        if (_certificate.IsValueCreated)
        {
            _certificate.Value.Dispose();
        }
    }

    private StorageAccountKey NextKey()
    {
        int index = Interlocked.Increment(ref _next);
        return index < AccountCount ? _keys[index] : throw new InvalidOperationException("The tests need more accounts: raise AccountCount.");
    }
}

/// <summary>The tests that share the emulator; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class OnAzurite : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
