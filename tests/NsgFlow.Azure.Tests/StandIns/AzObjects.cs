using System.Security;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using NsgFlow.Azure.Tests.Azurite;

namespace NsgFlow.Azure.Tests.StandIns;

/// <summary>
/// Objects with the properties of those that the Az modules write, as far as a reader of logs could look at them: .NET
/// objects, as theirs are, of types that nothing knows.
/// </summary>
internal static class AzObjects
{
    /// <summary>What <c>New-AzStorageContext -StorageAccountKey</c> writes.</summary>
    public static AzStorageContext KeyContext(StorageAccount account, Uri? endpoint = null) => new()
    {
        StorageAccountName = account.Name,
        BlobEndPoint = (endpoint ?? account.Endpoint).AbsoluteUri,
        ConnectionString = $"BlobEndpoint={(endpoint ?? account.Endpoint).AbsoluteUri};AccountName={account.Name};AccountKey={account.Key}",
    };

    /// <summary>What <c>New-AzStorageContext -SasToken</c> writes.</summary>
    public static AzStorageContext SasContext(StorageAccount account, string sas, Uri? endpoint = null) => new()
    {
        StorageAccountName = account.Name,
        BlobEndPoint = (endpoint ?? account.Endpoint).AbsoluteUri,
        ConnectionString = $"BlobEndpoint={(endpoint ?? account.Endpoint).AbsoluteUri};SharedAccessSignature={sas}",
    };

    /// <summary>What <c>New-AzStorageContext -UseConnectedAccount</c> writes: no secret, and a credential of its own.</summary>
    public static AzStorageContext ConnectedContext(StorageAccount account) => new()
    {
        StorageAccountName = account.Name,
        BlobEndPoint = account.Endpoint.AbsoluteUri,
        ConnectionString = $"BlobEndpoint={account.Endpoint.AbsoluteUri};AccountName={account.Name};AccountKey=[signature hidden]",
        Track2OauthToken = new object(),
    };

    /// <summary>What <c>Get-AzStorageBlob</c> writes for a blob.</summary>
    public static AzStorageBlob Blob(AzStorageContext context, BlockBlobClient blob)
    {
        BlobProperties properties = blob.GetProperties();
        return new AzStorageBlob
        {
            Name = blob.Name,
            Context = context,
            BlobType = "BlockBlob",
            Length = properties.ContentLength,
            ContentType = properties.ContentType,
            LastModified = properties.LastModified,
            BlobProperties = properties,
            BlobClient = new AzBlobClient(blob.Uri, blob.BlobContainerName, blob.Name, blob.AccountName),
            ICloudBlob = new AzCloudBlob(blob.Uri, blob.Name, new AzContainer(blob.BlobContainerName, new Uri(blob.Uri.GetLeftPart(UriPartial.Authority) + $"/{blob.AccountName}/{blob.BlobContainerName}"))),
        };
    }

    /// <summary>What <c>Get-AzNetworkWatcherFlowLog</c> writes.</summary>
    public static AzFlowLog FlowLog(string storageAccountName, string targetResourceId, string name = "flowlog") => new()
    {
        Name = name,
        Id = $"/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_westeurope/flowLogs/{name}",
        StorageId = $"/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/logs/providers/Microsoft.Storage/storageAccounts/{storageAccountName}",
        TargetResourceId = targetResourceId,
    };

    /// <summary>What <c>Get-AzNetworkInterface</c> writes; Azure shows the address with dashes.</summary>
    public static AzNetworkInterface NetworkInterface(string macAddress) => new()
    {
        Name = "nic",
        MacAddress = string.Join('-', macAddress.Chunk(2).Select(pair => new string(pair))),
    };

    /// <summary>A function as Az.Accounts brings it as a cmdlet, before and since its version 5.</summary>
    public static string GetAzAccessToken(bool asSecureString) => """
        function Get-AzAccessToken {
            [CmdletBinding()]
            param([string] $ResourceUrl, [string] $ResourceTypeName, [string] $TenantId, [switch] $AsSecureString)
            $script:askedFor = $ResourceUrl
            [pscustomobject]@{
                Token = $tokenOfTests
                ExpiresOn = [System.DateTimeOffset]::UtcNow.AddHours(1)
                TenantId = '00000000-0000-0000-0000-000000000001'
                UserId = 'tester@example.com'
                Type = 'Bearer'
            }
        }
        """.Replace("$tokenOfTests", asSecureString ? "$global:secureTokenOfTests" : "$global:tokenOfTests", StringComparison.Ordinal);

    public static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (char c in text)
        {
            secure.AppendChar(c);
        }

        return secure;
    }
}
