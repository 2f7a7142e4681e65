using NsgFlow.Decoding;

namespace NsgFlow.Streaming;

/// <summary>Bytes that come from a pipeline, one piece after the other.</summary>
internal sealed class PipeFlowSource(string? name, BytePipe pipe) : FlowSource
{
    public override string? Name => name;

    public override bool IsStarved => pipe.IsStarved;

    protected override Stream OpenRaw() => pipe.Reader;
}
