namespace NsgFlow.Layout;

/// <summary>Which of the two trees of blobs a path belongs to, as its first key tells.</summary>
internal enum FlowLogFamily : byte
{
    /// <summary>The tree of NSG flow logs: <c>resourceId=</c>.</summary>
    NetworkSecurityGroup,

    /// <summary>The tree of virtual network flow logs: <c>flowLogResourceID=</c>.</summary>
    VirtualNetwork,
}
