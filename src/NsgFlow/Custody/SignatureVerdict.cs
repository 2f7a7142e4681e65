namespace NsgFlow.Custody;

/// <summary>What a signature is worth, and whose it is.</summary>
internal sealed record SignatureVerdict(FlowManifestSignature Status, string? Signer, string? Thumbprint);
