namespace NsgFlow;

/// <summary>Which of the two kinds of flow log a file belongs to, whatever the version of its tuples.</summary>
public enum FlowLogFamily : byte
{
    /// <summary>NSG flow logs; their paths begin with <c>resourceId=</c>.</summary>
    NetworkSecurityGroup,

    /// <summary>Virtual network flow logs; their paths begin with <c>flowLogResourceID=</c>.</summary>
    VirtualNetwork,
}
