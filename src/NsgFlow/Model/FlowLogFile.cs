namespace NsgFlow;

/// <summary>
/// A file that holds a flow log, and what is known of it without decoding it: from its path in Azure's layout, else from
/// its first record. What neither tells is null.
/// </summary>
public sealed class FlowLogFile
{
    internal FlowLogFile()
    {
    }

    /// <summary>The file's full path. By this name it binds to the parameter LiteralPath of other commands.</summary>
    public required string FullName { get; init; }

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

    /// <summary>The hour in which its records were written, in UTC: as the path names it, else that of the first record.</summary>
    public DateTimeOffset? Hour { get; init; }

    /// <summary>The size of the file in bytes, compressed where it is.</summary>
    public required long Length { get; init; }

    /// <summary>
    /// Whether the log is closed by its brackets. False means that it is still being written, or that its copy was cut;
    /// null, as for compressed files, that the end of the file does not tell.
    /// </summary>
    public bool? IsComplete { get; init; }

    /// <summary>When the file was last written, in UTC.</summary>
    public required DateTimeOffset LastWriteTime { get; init; }

    /// <summary>The path.</summary>
    public override string ToString() => FullName;
}
