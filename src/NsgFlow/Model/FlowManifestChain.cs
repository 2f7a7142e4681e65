namespace NsgFlow;

/// <summary>Whether a manifest holds together in itself.</summary>
public enum FlowManifestChain : byte
{
    /// <summary>Each line holds the hash of the one before, and the last one closes the manifest with the right counts.</summary>
    Intact,

    /// <summary>A line was changed, added, moved or taken away, or the end is missing.</summary>
    Broken,
}
