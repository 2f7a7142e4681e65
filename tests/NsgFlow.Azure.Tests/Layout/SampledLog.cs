namespace NsgFlow.Azure.Tests.Layout;

/// <summary>One sampled log as blocks, and the flows that a reader must find in it.</summary>
internal sealed class SampledLog
{
    private readonly IReadOnlyList<FlowRecord> _flows;

    /// <param name="path">Azure's path, the container first.</param>
    /// <param name="bytes">The whole text.</param>
    /// <param name="flows">What the sampler wrote, in the order of the text.</param>
    public SampledLog(string path, byte[] bytes, IReadOnlyList<FlowRecord> flows)
    {
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        (Container, Name) = (path[..slash], path[(slash + 1)..]);
        Bytes = bytes;
        Blocks = BlockCutter.Cut(Name, bytes);
        _flows = flows;
    }

    public string Container { get; }

    /// <summary>The blob's name within its container.</summary>
    public string Name { get; }

    public byte[] Bytes { get; }

    /// <summary>Opener, data blocks, closer.</summary>
    public IReadOnlyList<LogBlock> Blocks { get; }

    /// <summary>How many minutes have records.</summary>
    public int Minutes => Blocks[^2].Minute + 1;

    /// <summary>The flows of the whole log, in its order.</summary>
    public IReadOnlyList<FlowRecord> Flows => _flows;

    /// <summary>The blocks of the first so many minutes, with the opener and, where it is closed, the closer.</summary>
    public IReadOnlyList<LogBlock> BlocksOf(int minutes, bool closed = true) =>
        [.. Blocks.Take(Blocks.Count - 1).Where(block => block.Minute < minutes), .. closed ? Blocks.TakeLast(1) : []];

    /// <summary>The flows of the first so many minutes.</summary>
    public IReadOnlyList<FlowRecord> FlowsOf(int minutes) => FlowsBefore(BlocksOf(minutes, closed: false).Sum(block => block.Bytes.Length));

    /// <summary>The flows whose tuples are whole in the first so many bytes.</summary>
    public IReadOnlyList<FlowRecord> FlowsBefore(long length) => [.. _flows.TakeWhile(flow => EndOf(flow) <= length)];

    /// <summary>Behind the quote that closes the tuple.</summary>
    private long EndOf(FlowRecord flow) => Bytes.AsSpan((int)flow.Offset).IndexOf((byte)'"') + flow.Offset + 1;
}
