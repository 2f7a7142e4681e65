namespace NsgFlow;

/// <summary>Whether a log was still being written when its copy was taken.</summary>
public enum FlowManifestState : byte
{
    /// <summary>Its hour was not over, or its brackets were not closed: the log may have grown since.</summary>
    Open,

    /// <summary>Its hour was over and its brackets were closed.</summary>
    Complete,
}
