namespace NsgFlow;

/// <summary>
/// A storage account and a way into it. What opens the account is kept where neither output, text, JSON nor CSV shows it.
/// </summary>
public sealed class FlowStorageContext
{
    internal FlowStorageContext(string storageAccountName, Uri blobEndpoint, FlowStorageAuthentication authentication, object access)
    {
        StorageAccountName = storageAccountName;
        BlobEndpoint = blobEndpoint;
        Authentication = authentication;
        Access = access;
    }

    /// <summary>The name of the storage account.</summary>
    public string StorageAccountName { get; }

    /// <summary>The address of the account's blobs, without a signature.</summary>
    public Uri BlobEndpoint { get; }

    /// <summary>By what the account lets the holder in.</summary>
    public FlowStorageAuthentication Authentication { get; }

    /// <summary>What opens the account. Its type is known to those who talk to the service, and to nobody else.</summary>
    internal object Access { get; }

    /// <summary>The name of the account.</summary>
    public override string ToString() => StorageAccountName;
}
