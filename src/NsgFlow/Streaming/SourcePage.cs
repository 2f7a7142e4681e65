using NsgFlow.Decoding;

namespace NsgFlow.Streaming;

/// <summary>A piece of what a worker has made of a job, on its way to the pipeline thread.</summary>
/// <param name="Source">The source that was read last.</param>
internal abstract record SourcePage(FlowSource Source);

/// <summary>What a collector gives out. <see cref="RecordRows"/> among it stand for the records they become.</summary>
internal sealed record ResultPage(FlowSource Source, object[] Results) : SourcePage(Source);

/// <summary>Something that could not be decoded.</summary>
internal sealed record FaultPage(FlowSource Source, FlowFault Fault) : SourcePage(Source);

/// <summary>The end of a source that was read.</summary>
internal sealed record EndPage(FlowSource Source, FlowReadSummary Summary) : SourcePage(Source);

/// <summary>The end of a source that could not be opened or read on.</summary>
internal sealed record FailurePage(FlowSource Source, Exception Exception) : SourcePage(Source);

/// <summary>The end of a job.</summary>
/// <param name="Source">The last source of the job.</param>
/// <param name="Exception">Why it ended before its time.</param>
internal sealed record JobEndPage(FlowSource Source, Exception? Exception) : SourcePage(Source);
