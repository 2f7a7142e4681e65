namespace NsgFlow;

/// <summary>What a file of an evidence copy is, compared with its manifest.</summary>
public enum FlowManifestFileStatus : byte
{
    /// <summary>The bytes are those recorded.</summary>
    Match,

    /// <summary>The log was open when its copy was taken; what was recorded of it is unchanged, and more follows.</summary>
    Grown,

    /// <summary>The bytes are not those recorded.</summary>
    Changed,

    /// <summary>The manifest names it, and it is not there.</summary>
    Missing,

    /// <summary>It is there, and the manifest does not name it.</summary>
    Extra,

    /// <summary>It is there and cannot be read, so nothing is known of its bytes.</summary>
    Unreadable,
}
