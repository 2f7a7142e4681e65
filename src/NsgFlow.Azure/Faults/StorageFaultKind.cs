namespace NsgFlow.Azure.Faults;

/// <summary>What went wrong with a request; each is the id of an error users see.</summary>
internal enum StorageFaultKind
{
    /// <summary>401: no or no valid identity.</summary>
    StorageUnauthenticated,

    /// <summary>No source of an identity had one, or it was refused before the service was asked.</summary>
    StorageNoCredential,

    /// <summary>403 of a key, or of a signature that does not match.</summary>
    StorageKeyRefused,

    /// <summary>403 of a signature that has expired, is not yet valid, or does not allow the operation.</summary>
    StorageSasRefused,

    /// <summary>403: the identity has no role that lets it read blobs.</summary>
    StorageForbidden,

    /// <summary>403: the firewall of the account.</summary>
    StorageFirewall,

    /// <summary>The account does not exist, by its name.</summary>
    StorageAccountNotFound,

    /// <summary>404.</summary>
    StorageContainerNotFound,

    /// <summary>404.</summary>
    BlobNotFound,

    /// <summary>409.</summary>
    StorageConflict,

    /// <summary>412, and the blocks that were read are no longer there.</summary>
    BlobChanged,

    /// <summary>429 or 503, after all repeats.</summary>
    StorageBusy,

    /// <summary>The service did not answer in time, after all repeats.</summary>
    StorageTimeout,

    /// <summary>The service cannot be reached, or broke off, after all repeats.</summary>
    StorageUnreachable,

    /// <summary>Any other answer.</summary>
    StorageRequestFailed,
}
