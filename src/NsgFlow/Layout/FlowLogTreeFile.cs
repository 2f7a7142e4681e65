namespace NsgFlow.Layout;

/// <summary>A file that may be a log.</summary>
/// <param name="FullPath">As the file system spells it, beginning with the root as it was given.</param>
/// <param name="RelativePath">Beneath the root, with slashes on every system.</param>
/// <param name="Length">In bytes; 0 where unknown.</param>
/// <param name="Layout">What the path tells; null where it is not in Azure's layout.</param>
internal readonly record struct FlowLogTreeFile(string FullPath, string RelativePath, long Length, FlowLogPath? Layout);
