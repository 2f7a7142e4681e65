namespace NsgFlow;

/// <summary>By what a storage account lets somebody in.</summary>
public enum FlowStorageAuthentication : byte
{
    /// <summary>Nothing: only containers open to everybody, or an address that carries its own signature.</summary>
    Anonymous,

    /// <summary>Microsoft Entra ID, by whichever source of the environment has an identity.</summary>
    EntraId,

    /// <summary>The managed identity of the machine.</summary>
    ManagedIdentity,

    /// <summary>A key of the account.</summary>
    AccountKey,

    /// <summary>A shared access signature.</summary>
    SasToken,

    /// <summary>A token that was handed over, until it expires.</summary>
    AccessToken,

    /// <summary>The account that the Az modules of the running shell are connected with.</summary>
    ConnectedAccount,
}
