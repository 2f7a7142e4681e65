namespace NsgFlow.Azure.Tests.StandIns;

/// <summary>As AzureStorageContext of Az.Storage; it refers to itself, so that it binds by property name.</summary>
public sealed class AzStorageContext
{
    public string? StorageAccountName { get; init; }

    public string? BlobEndPoint { get; init; }

    public string? TableEndPoint { get; init; }

    public string? QueueEndPoint { get; init; }

    public string? FileEndPoint { get; init; }

    public AzStorageContext Context => this;

    public string Name { get; init; } = "";

    public object? StorageAccount { get; init; }

    public object? Track2OauthToken { get; init; }

    public string? EndPointSuffix { get; init; }

    public string? ConnectionString { get; init; }

    public IDictionary<string, string> ExtendedProperties { get; } = new Dictionary<string, string>();
}

/// <summary>As AzureStorageBlob of Az.Storage.</summary>
public sealed class AzStorageBlob
{
    public AzCloudBlob? ICloudBlob { get; init; }

    public string? BlobType { get; init; }

    public long Length { get; init; }

    public bool IsDeleted { get; init; }

    public AzBlobClient? BlobClient { get; init; }

    public AzBlobClient? BlobBaseClient => BlobClient;

    public object? BlobProperties { get; init; }

    public string? ContentType { get; init; }

    public DateTimeOffset? LastModified { get; init; }

    public DateTimeOffset? SnapshotTime { get; init; }

    public string? VersionId { get; init; }

    public string? AccessTier { get; init; }

    public AzStorageContext? Context { get; init; }

    public string? Name { get; init; }
}

/// <summary>As the client of a blob that such an object holds.</summary>
public sealed record AzBlobClient(Uri Uri, string BlobContainerName, string Name, string AccountName);

/// <summary>As the older client of a blob that such an object holds.</summary>
public sealed record AzCloudBlob(Uri Uri, string Name, AzContainer Container);

/// <summary>As the container of the older client.</summary>
public sealed record AzContainer(string Name, Uri Uri);

/// <summary>As PSFlowLogResource of Az.Network.</summary>
public sealed class AzFlowLog
{
    public string? ProvisioningState { get; init; } = "Succeeded";

    public string? TargetResourceId { get; init; }

    public string? TargetResourceGuid { get; init; }

    public string? StorageId { get; init; }

    public string? EnabledFilteringCriteria { get; init; }

    public bool? Enabled { get; init; } = true;

    public string? Name { get; init; }

    public string? Etag { get; init; }

    public string? Id { get; init; }

    public string ResourceGroupName { get; init; } = "NetworkWatcherRG";

    public string Location { get; init; } = "westeurope";

    public string Type { get; init; } = "Microsoft.Network/networkWatchers/flowLogs";
}

/// <summary>As PSNetworkInterface of Az.Network.</summary>
public sealed class AzNetworkInterface
{
    public object? VirtualMachine { get; init; }

    public string? MacAddress { get; init; }

    public bool? Primary { get; init; } = true;

    public object? NetworkSecurityGroup { get; init; }

    public string? ProvisioningState { get; init; } = "Succeeded";

    public string? Name { get; init; }

    public string? Id { get; init; }

    public string ResourceGroupName { get; init; } = "shop";

    public string Location { get; init; } = "westeurope";

    public string Type { get; init; } = "Microsoft.Network/networkInterfaces";
}
