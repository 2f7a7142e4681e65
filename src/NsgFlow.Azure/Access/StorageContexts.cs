using Azure;
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

    /// <summary>The identity of the environment, or where there is none that of whoever signs in now.</summary>
    /// <param name="address">The account.</param>
    /// <param name="cloud">Where the identity is.</param>
    /// <param name="show">Told what a person has to do. Called on any thread.</param>
    /// <param name="cancellation">Ends the waiting for that person.</param>
    public static async Task<FlowStorageContext> SignInAsync(StorageAddress address, Cloud cloud, Action<string> show, CancellationToken cancellation) =>
        Make(address, FlowStorageAuthentication.EntraId, new TokenAccess(await Credentials.SignInAsync(cloud, show, cancellation).ConfigureAwait(false)));

    public static FlowStorageContext WithManagedIdentity(StorageAddress address, string? clientId) =>
        Make(address, FlowStorageAuthentication.ManagedIdentity, new TokenAccess(new ManagedIdentityCredential(
            clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId))));

    /// <summary>The account that the Az modules of a shell are connected with; see <see cref="ConnectedTokenOf"/>.</summary>
    public static FlowStorageContext WithConnectedAccount(StorageAddress address) =>
        Make(address, FlowStorageAuthentication.ConnectedAccount, new TokenAccess(new ConnectedAccountCredential()));

    /// <summary>Where the pipeline's thread lays the token of a connected account; null for every other way in.</summary>
    public static ConnectedAccountToken? ConnectedTokenOf(FlowStorageContext context) =>
        context.Access is TokenAccess { Credential: ConnectedAccountCredential account } ? account.Token : null;

    /// <summary>
    /// The same way into another account. An identity may have a role there too; a key or signature opens one account only.
    /// </summary>
    /// <returns>Null where the way in is for one account.</returns>
    public static FlowStorageContext? ForAccount(FlowStorageContext context, string accountName)
    {
        if (context.StorageAccountName.Equals(accountName, StringComparison.OrdinalIgnoreCase))
        {
            return context;
        }

        return context.Access is TokenAccess or AnonymousAccess
            ? new FlowStorageContext(accountName, StorageAddress.Beside(context.BlobEndpoint, context.StorageAccountName, accountName), context.Authentication, context.Access)
            : null;
    }

    private static FlowStorageContext Make(StorageAddress address, FlowStorageAuthentication authentication, StorageAccess access) =>
        new(address.AccountName, address.Endpoint, authentication, access);
}
