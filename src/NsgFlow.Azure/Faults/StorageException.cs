namespace NsgFlow.Azure.Faults;

/// <summary>
/// A request that failed, told without the secrets that the exceptions of the service's clients may carry: they are
/// therefore not kept behind it.
/// </summary>
internal sealed class StorageException(StorageFault fault) : IOException(fault.Detail)
{
    public StorageFault Fault { get; } = fault;
}

/// <summary>What is known of a request that failed.</summary>
internal sealed record StorageFault
{
    public required StorageFaultKind Kind { get; init; }

    /// <summary>The account, container or blob it was about; never with a signature.</summary>
    public required string Target { get; init; }

    /// <summary>0 where there was no answer.</summary>
    public int Status { get; init; }

    /// <summary>The service's own code, such as AuthorizationFailure; null where there is none.</summary>
    public string? Code { get; init; }

    /// <summary>What happened, in the service's or the system's words, on one line and without secrets.</summary>
    public required string Detail { get; init; }
}
