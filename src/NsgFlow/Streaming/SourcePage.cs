using NsgFlow.Decoding;

namespace NsgFlow.Streaming;

/// <summary>A piece of what a worker has read of a source, on its way to the pipeline thread.</summary>
internal abstract record SourcePage(FlowSource Source);

/// <summary>Flows, in the order of the source.</summary>
internal sealed record FlowPage(FlowSource Source, FlowRecord[] Flows) : SourcePage(Source);

/// <summary>Something that could not be decoded.</summary>
internal sealed record FaultPage(FlowSource Source, FlowFault Fault) : SourcePage(Source);

/// <summary>The end of a source that was read.</summary>
internal sealed record EndPage(FlowSource Source, FlowReadSummary Summary) : SourcePage(Source);

/// <summary>The end of a source that could not be opened or read on.</summary>
internal sealed record FailurePage(FlowSource Source, Exception Exception) : SourcePage(Source);
