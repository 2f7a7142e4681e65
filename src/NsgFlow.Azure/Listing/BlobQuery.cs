using NsgFlow.Layout;

namespace NsgFlow.Azure.Listing;

/// <summary>Which blobs of an account are wanted.</summary>
internal sealed record BlobQuery
{
    /// <summary>The containers; none for those of flow logs, whichever there are.</summary>
    public IReadOnlyList<string> Containers { get; init; } = [];

    /// <summary>What paths rule out.</summary>
    public FlowLogPathFilter Filter { get; init; } = FlowLogPathFilter.None;

    /// <summary>How many resources are listed at once.</summary>
    public int Parallel { get; init; } = 8;
}
