namespace NsgFlow.Analysis.Deduplication;

/// <summary>Takes what comes of deduplication, in the order of time.</summary>
internal interface IDeduplicated
{
    void Keep(in FlowRow row);

    /// <summary>A row that is left out, for those who must know that it was there.</summary>
    void Drop(in FlowRow row);
}
