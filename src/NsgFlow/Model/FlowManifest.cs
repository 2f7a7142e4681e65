namespace NsgFlow;

/// <summary>An evidence copy that was taken, and the manifest that was written of it.</summary>
public sealed class FlowManifest
{
    internal FlowManifest()
    {
    }

    /// <summary>The path of the manifest, or its address in a container. By this name it binds to other commands.</summary>
    public required string FullName { get; init; }

    /// <summary>The SHA-256 of the manifest itself: to be noted where whoever can change the copy cannot change it.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The case the copy was taken for.</summary>
    public string? Case { get; init; }

    /// <summary>Who took it.</summary>
    public string? Operator { get; init; }

    /// <summary>How many logs the copy holds.</summary>
    public required int Files { get; init; }

    /// <summary>How many of them were there from an earlier run, and were hashed anew instead of fetched.</summary>
    public required int Kept { get; init; }

    /// <summary>How many logs were still open.</summary>
    public required int Open { get; init; }

    /// <summary>How many logs could not be copied. The manifest names them.</summary>
    public required int Failed { get; init; }

    /// <summary>The bytes of all logs.</summary>
    public required long Bytes { get; init; }

    /// <summary>Whether a signature was laid beside the manifest.</summary>
    public required bool IsSigned { get; init; }

    /// <summary>When the copy was begun, in UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the manifest was closed, in UTC.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The path of the manifest.</summary>
    public override string ToString() => FullName;
}
