namespace NsgFlow.Analysis.Measuring;

/// <summary>What only the order of sources can settle, on its way to the pipeline's thread.</summary>
/// <param name="Source">The name of the source.</param>
/// <param name="Table">Where its groups are.</param>
/// <param name="Connections">Its connections, by network interface.</param>
/// <param name="LeftOut">How many tuples belong to connections that are not among them, for they were too many.</param>
/// <param name="LacksBegin">Whether it has continuations or ends, but no begins.</param>
internal sealed record SourceMeasure(string? Source, GroupTable Table, List<ConnectionChanges> Connections, long LeftOut, bool LacksBegin);
