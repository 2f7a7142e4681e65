using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace NsgFlow.Azure.Tests.Azurite;

/// <summary>An account of the emulator that one test has for itself, and the ways into it.</summary>
internal sealed class StorageAccount(Uri server, StorageAccountKey account, BlobClientOptions options)
{
    public const string NsgContainer = "insights-logs-networksecuritygroupflowevent";
    public const string VNetContainer = "insights-logs-flowlogflowevent";

    public string Name => account.Name;

    public string Key => account.Key;

    /// <summary>The blob endpoint, as <c>-Endpoint</c> takes it.</summary>
    public Uri Endpoint { get; } = new(server, account.Name);

    public string ConnectionString => ConnectionStringTo(Endpoint);

    /// <summary>The tests' own way in, past every proxy.</summary>
    public BlobServiceClient Service { get; } = new(
        new Uri(server, account.Name),
        new StorageSharedKeyCredential(account.Name, account.Key),
        options);

    /// <summary>The account as seen through a proxy.</summary>
    public Uri EndpointThrough(Uri proxy) => new(proxy, Name);

    public string ConnectionStringTo(Uri endpoint) =>
        $"DefaultEndpointsProtocol={endpoint.Scheme};AccountName={Name};AccountKey={Key};BlobEndpoint={endpoint.AbsoluteUri};";

    public BlobContainerClient Container(string name)
    {
        BlobContainerClient container = Service.GetBlobContainerClient(name);
        container.CreateIfNotExists(PublicAccessType.None);
        return container;
    }

    /// <summary>A signature that reads and lists the account, without the question mark.</summary>
    public string Sas(string permissions = "rl", TimeSpan? lifetime = null)
    {
        var builder = new AccountSasBuilder
        {
            Services = AccountSasServices.Blobs,
            ResourceTypes = AccountSasResourceTypes.All,
            ExpiresOn = DateTimeOffset.UtcNow + (lifetime ?? TimeSpan.FromHours(1)),
            Protocol = SasProtocol.HttpsAndHttp,
        };
        builder.SetPermissions(permissions);
        return builder.ToSasQueryParameters(new StorageSharedKeyCredential(Name, Key)).ToString();
    }
}
