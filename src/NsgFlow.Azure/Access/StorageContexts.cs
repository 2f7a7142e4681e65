using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Storage;

namespace NsgFlow.Azure.Access;

/// <summary>Makes contexts: an account, and each of the ways into it.</summary>
internal static class StorageContexts
{
    /// <summary>What tokens for storage are asked for, in every cloud.</summary>
    public const string Resource = "https://storage.azure.com/";

    public static FlowStorageContext Anonymous(StorageAddress address) =>
        Make(address, FlowStorageAuthentication.Anonymous, new AnonymousAccess());

    /// <exception cref="FormatException">The key is no base64.</exception>
    public static FlowStorageContext WithKey(StorageAddress address, string key) =>
        Make(address, FlowStorageAuthentication.AccountKey, new KeyAccess(new StorageSharedKeyCredential(address.AccountName, key.Trim())));

    /// <param name="address">The account.</param>
    /// <param name="token">The signature, with or without the question mark.</param>
    public static FlowStorageContext WithSas(StorageAddress address, string token) =>
        Make(address, FlowStorageAuthentication.SasToken, new SasAccess(new AzureSasCredential(token.Trim().TrimStart('?'))));

    public static FlowStorageContext WithAccessToken(StorageAddress address, string token) =>
        Make(address, FlowStorageAuthentication.AccessToken, new TokenAccess(new FixedToken(token.Trim())));

    /// <summary>The identity that the environment holds, as DefaultAzureCredential looks for it.</summary>
    /// <param name="address">The account.</param>
    /// <param name="cloud">Where the identity is.</param>
    public static FlowStorageContext WithEntraId(StorageAddress address, Cloud cloud) =>
        Make(address, FlowStorageAuthentication.EntraId, new TokenAccess(Credentials.OfEnvironment(cloud)));

    public static FlowStorageContext WithManagedIdentity(StorageAddress address, string? clientId) =>
        Make(address, FlowStorageAuthentication.ManagedIdentity, new TokenAccess(new ManagedIdentityCredential(
            clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId))));

    public static FlowStorageContext WithCredential(StorageAddress address, FlowStorageAuthentication authentication, TokenCredential credential) =>
        Make(address, authentication, new TokenAccess(credential));

    private static FlowStorageContext Make(StorageAddress address, FlowStorageAuthentication authentication, StorageAccess access) =>
        new(address.AccountName, address.Endpoint, authentication, access);
}
