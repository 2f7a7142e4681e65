namespace NsgFlow.Custody;

/// <summary>Why a copy could not be taken, where neither the service nor the file system said no.</summary>
internal enum EvidenceFault
{
    /// <summary>The name of the blob can be no path beneath the target.</summary>
    UnsafeName,

    /// <summary>Another blob has the same path, but for its case.</summary>
    SamePath,

    /// <summary>There is a file in its place whose bytes are not those of the blob.</summary>
    OtherBytes,

    /// <summary>A folder on the way is a link.</summary>
    LinkedFolder,

    /// <summary>The blob gave more or fewer bytes than it has.</summary>
    WrongLength,

    /// <summary>Another run is copying to the same folder.</summary>
    InUse,
}

/// <summary>A copy that could not be taken.</summary>
internal sealed class EvidenceException(EvidenceFault fault, string subject, string detail)
    : Exception($"{fault}: {subject}: {detail}")
{
    public EvidenceFault Fault { get; } = fault;

    /// <summary>The path or address it is about.</summary>
    public string Subject { get; } = subject;

    public string Detail { get; } = detail;
}
