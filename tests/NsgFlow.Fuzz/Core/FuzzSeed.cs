using NsgFlow.Tests.Support;

namespace NsgFlow.Fuzz.Core;

/// <summary>A log to begin with, and what is read of it while it is whole.</summary>
internal sealed class FuzzSeed
{
    /// <summary>Logs whose names begin so are written so freely that a tuple may not be recognised without what is before it.</summary>
    private const string Free = "free-";

    private readonly (FlowFields Flow, int Close)[] _flows;

    public FuzzSeed(string name, byte[] bytes)
    {
        Name = name;
        Bytes = bytes;
        _flows = bytes is [0x1F, 0x8B, ..] || name.StartsWith(Free, StringComparison.Ordinal)
            ? []
            : [.. FlowFields.Of(Logs.DecodeAgain(bytes).Flows).Select(f => (f, Array.IndexOf(bytes, (byte)'"', (int)f.Offset)))];
    }

    public string Name { get; }

    public byte[] Bytes { get; }

    public static IReadOnlyList<FuzzSeed> Load(string folder) =>
        [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(f => new FuzzSeed(Path.GetFileName(f), File.ReadAllBytes(f)))];

    /// <summary>The tuples outside a spot some bytes of which were replaced: at which offset each must be found, and with which fields.</summary>
    public IEnumerable<FlowFields> Outside(int begin, int end, int inserted) =>
        _flows.Where(f => f.Close < begin).Select(f => f.Flow)
            .Concat(_flows.Where(f => f.Flow.Offset - 1 >= end).Select(f => f.Flow with { Offset = f.Flow.Offset - end + begin + inserted }));
}
