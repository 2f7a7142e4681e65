using Azure;
using Azure.Core;
using Azure.Storage;
using Azure.Storage.Blobs;

namespace NsgFlow.Azure.Access;

/// <summary>What opens a storage account. A context carries it; only this project looks inside.</summary>
internal abstract class StorageAccess
{
    public abstract BlobServiceClient Connect(Uri endpoint, BlobClientOptions options);

    /// <summary>No secret comes out by accident.</summary>
    public sealed override string ToString() => GetType().Name;
}

/// <summary>No way in but the open door.</summary>
internal sealed class AnonymousAccess : StorageAccess
{
    public override BlobServiceClient Connect(Uri endpoint, BlobClientOptions options) => new(endpoint, options);
}

internal sealed class KeyAccess(StorageSharedKeyCredential key) : StorageAccess
{
    public override BlobServiceClient Connect(Uri endpoint, BlobClientOptions options) => new(endpoint, key, options);
}

internal sealed class SasAccess(AzureSasCredential signature) : StorageAccess
{
    public override BlobServiceClient Connect(Uri endpoint, BlobClientOptions options) => new(endpoint, signature, options);
}

internal sealed class TokenAccess(TokenCredential credential) : StorageAccess
{
    public TokenCredential Credential { get; } = credential;

    public override BlobServiceClient Connect(Uri endpoint, BlobClientOptions options) => new(endpoint, Credential, options);
}
