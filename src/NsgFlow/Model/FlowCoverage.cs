namespace NsgFlow;

/// <summary>One hour of one network interface: whether there is a flow log of it.</summary>
public sealed class FlowCoverage
{
    internal FlowCoverage()
    {
    }

    /// <summary>The network interface, as twelve upper-case hexadecimal digits where it is a MAC address; null where unknown.</summary>
    public string? MacAddress { get; init; }

    /// <summary>Whether the log is of an NSG or of a virtual network; null for an interface of which no log was found.</summary>
    public FlowLogFamily? Kind { get; init; }

    /// <summary>The subscription of the NSG, or of the flow log of a virtual network.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>The resource group of the NSG, or of the flow log of a virtual network.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>The network security group; null for virtual network flow logs.</summary>
    public string? NetworkSecurityGroup { get; init; }

    /// <summary>The flow log of a virtual network; null for NSG flow logs.</summary>
    public string? FlowLogName { get; init; }

    /// <summary>The name of the NSG or of the flow log, whichever there is.</summary>
    public string? LogName => NetworkSecurityGroup ?? FlowLogName;

    /// <summary>The hour, in UTC.</summary>
    public required DateTimeOffset Hour { get; init; }

    /// <summary>Present, Open or Missing.</summary>
    public required FlowCoverageStatus Status { get; init; }

    /// <summary>When the first record of the hour was written, in UTC; null where there is none.</summary>
    public DateTimeOffset? FirstRecord { get; init; }

    /// <summary>When the last record of the hour was written, in UTC; null where there is none.</summary>
    public DateTimeOffset? LastRecord { get; init; }

    /// <summary>The file; null where it is missing. By this name it binds to the parameter LiteralPath of other commands.</summary>
    public string? FullName { get; init; }
}
