namespace NsgFlow.Custody;

/// <summary>A file or blob of an evidence copy.</summary>
/// <param name="Path">Relative, with slashes.</param>
/// <param name="Length">In bytes.</param>
/// <param name="IsLink">Whether it is a link: what it leads to is not part of the copy.</param>
internal readonly record struct EvidenceItem(string Path, long Length, bool IsLink);
