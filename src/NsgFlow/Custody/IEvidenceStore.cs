namespace NsgFlow.Custody;

/// <summary>Where an evidence copy lies: a folder or a container. It is only read.</summary>
internal interface IEvidenceStore
{
    /// <summary>The path or address of something in it, as users know it.</summary>
    string FullName(string path);

    /// <summary>All that is there, manifests too, in any order.</summary>
    IEnumerable<EvidenceItem> List(CancellationToken stop);

    /// <summary>Opens what lies under a path that <see cref="EvidencePath"/> finds nothing wrong with.</summary>
    /// <returns>Null where there is nothing, or nothing that is part of the copy.</returns>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is there and may not be read.</exception>
    Stream? Open(string path, CancellationToken stop);
}
