namespace NsgFlow;

/// <summary>
/// A blob that may hold a flow log, and what its name in Azure's layout tells; where that is not enough, its first
/// record. What neither tells is null. By its address and context it binds to the commands that read flows.
/// </summary>
public sealed class FlowLogBlob
{
    internal FlowLogBlob()
    {
    }

    /// <summary>The account and the way in by which it was found.</summary>
    public required FlowStorageContext Context { get; init; }

    /// <summary>The address, without a signature.</summary>
    public required Uri BlobUri { get; init; }

    /// <summary>The container.</summary>
    public required string Container { get; init; }

    /// <summary>The name within the container.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is a log of an NSG or of a virtual network.</summary>
    public FlowLogFamily? Kind { get; init; }

    /// <summary>The subscription of the NSG, or of the flow log of a virtual network.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>The resource group of the NSG; that of a virtual network's flow log, which is seldom the network's.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>The network security group; null for virtual network flow logs.</summary>
    public string? NetworkSecurityGroup { get; init; }

    /// <summary>The flow log of a virtual network; null for NSG flow logs.</summary>
    public string? FlowLogName { get; init; }

    /// <summary>The region of the Network Watcher that writes a virtual network's flow log; null for NSG flow logs.</summary>
    public string? Region { get; init; }

    /// <summary>The name of the NSG or of the flow log, whichever there is.</summary>
    public string? LogName => NetworkSecurityGroup ?? FlowLogName;

    /// <summary>The network interface, as twelve upper-case hexadecimal digits where it is a MAC address.</summary>
    public string? MacAddress { get; init; }

    /// <summary>The hour in which its records were written, in UTC.</summary>
    public DateTimeOffset? Hour { get; init; }

    /// <summary>The size in bytes when it was listed.</summary>
    public required long Length { get; init; }

    /// <summary>When the blob was last written, in UTC.</summary>
    public required DateTimeOffset LastWriteTime { get; init; }

    /// <summary>The version that was listed, as the service names it.</summary>
    public required string? ETag { get; init; }

    /// <summary>The address.</summary>
    public override string ToString() => BlobUri.AbsoluteUri;
}
