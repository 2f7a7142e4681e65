namespace NsgFlow;

/// <summary>Whether an evidence copy is what its manifest says, and whether the manifest is what it was.</summary>
public sealed class FlowManifestCheck
{
    internal FlowManifestCheck()
    {
    }

    /// <summary>The path of the manifest, or its address in a container.</summary>
    public required string FullName { get; init; }

    /// <summary>Whether nothing was found changed, missing, added or unreadable, neither in the copy nor in the manifest.</summary>
    public bool IsValid =>
        Chain == FlowManifestChain.Intact && IsExpected != false && Signature != FlowManifestSignature.Invalid && Match == Files.Length;

    /// <summary>The SHA-256 of the manifest.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Whether that is the hash which was noted when the copy was taken; null where none was given.</summary>
    public bool? IsExpected { get; init; }

    /// <summary>Intact or Broken.</summary>
    public required FlowManifestChain Chain { get; init; }

    /// <summary>What breaks the chain, with its line; null where it is intact.</summary>
    public string? Problem { get; init; }

    /// <summary>None, Valid or Invalid.</summary>
    public FlowManifestSignature Signature { get; init; }

    /// <summary>The subject of the signer's certificate. Whether it is to be trusted is not judged.</summary>
    public string? Signer { get; init; }

    /// <summary>The thumbprint of the signer's certificate.</summary>
    public string? SignerThumbprint { get; init; }

    /// <summary>The case the copy was taken for.</summary>
    public string? Case { get; init; }

    /// <summary>Who took it.</summary>
    public string? Operator { get; init; }

    /// <summary>What was noted about it.</summary>
    public string? Note { get; init; }

    /// <summary>When the copy was begun, in UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the manifest was closed, in UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether all that was asked for was copied: no log failed, and the run came to its end.</summary>
    public bool IsComplete { get; init; }

    /// <summary>How many files are what was recorded.</summary>
    public int Match => Count(FlowManifestFileStatus.Match);

    /// <summary>How many logs that were open have more behind what was recorded.</summary>
    public int Grown => Count(FlowManifestFileStatus.Grown);

    /// <summary>How many files are not what was recorded.</summary>
    public int Changed => Count(FlowManifestFileStatus.Changed);

    /// <summary>How many files are gone.</summary>
    public int Missing => Count(FlowManifestFileStatus.Missing);

    /// <summary>How many files are there that no manifest names.</summary>
    public int Extra => Count(FlowManifestFileStatus.Extra);

    /// <summary>How many files cannot be read.</summary>
    public int Unreadable => Count(FlowManifestFileStatus.Unreadable);

    /// <summary>Each file of the copy, those that match too.</summary>
    public required FlowManifestFileCheck[] Files { get; init; }

    /// <summary>The path of the manifest.</summary>
    public override string ToString() => FullName;

    private int Count(FlowManifestFileStatus status) => Files.Count(file => file.Status == status);
}
