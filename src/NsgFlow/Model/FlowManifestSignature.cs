namespace NsgFlow;

/// <summary>What the signature beside a manifest is worth.</summary>
public enum FlowManifestSignature : byte
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>It was made for these very bytes with the key of the signer's certificate.</summary>
    Valid,

    /// <summary>It was made for other bytes, is damaged, or is missing or of another signer where a certificate was asked for.</summary>
    Invalid,
}
