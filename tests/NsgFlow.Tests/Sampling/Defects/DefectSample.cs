using NsgFlow.Sampling;
using NsgFlow.Sampling.Defects;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Sampling.Defects;

/// <summary>A flow that a reader must make, by the truth.</summary>
/// <param name="Fields">All its properties. Those of the record are unknown where it is incomplete.</param>
/// <param name="IsIncomplete">Whether damage took the head of its record.</param>
internal sealed record ExpectedFlow(FlowFields Fields, bool IsIncomplete)
{
    /// <summary>What can be compared of a decoded flow: of an incomplete one the tuple, its place and its marks.</summary>
    public FlowFields Comparable(FlowRecord flow)
    {
        FlowFields fields = FlowFields.Of(flow) with { Source = Fields.Source };
        return IsIncomplete
            ? new FlowFields { Tuple = fields.Tuple, Source = fields.Source, Offset = fields.Offset, Deviation = fields.Deviation }
            : fields;
    }
}

/// <summary>One file of a sample with defects, its truth, and what the decoder made of it.</summary>
internal sealed class DefectSample
{
    private DefectSample(SampleTruthFile file, byte[] bytes, List<ExpectedFlow> flows)
    {
        File = file;
        Bytes = bytes;
        Flows = flows;
        Decoded = Logs.Decode(bytes);
    }

    public SampleTruthFile File { get; }

    public FileTruth Truth => File.Defects!;

    public byte[] Bytes { get; }

    /// <summary>In the order of the file.</summary>
    public List<ExpectedFlow> Flows { get; }

    public Decoded Decoded { get; }

    public static SampleOptions Options(FlowLogKind kind, params SampleDefect[] defects) =>
        new() { Kinds = [kind], Seed = 20261124, Defects = defects };

    public static DefectSample Make(FlowLogKind kind, params SampleDefect[] defects) =>
        Assert.Single(Make(Options(kind, defects)));

    public static List<DefectSample> Make(SampleOptions options)
    {
        var flows = new List<ExpectedFlow>();
        GeneratedSample sample = GeneratedSample.Make(options, (in FlowRow row, FlowGroup group, long _) =>
        {
            FlowRow copy = row;
            copy.Group = group;
            flows.Add(new ExpectedFlow(FlowFields.Of(new FlowRecord(in copy)), group.Deviation.HasFlag(FlowDeviation.IncompleteRecord)));
        });
        ILookup<string?, ExpectedFlow> byFile = flows.ToLookup(f => f.Fields.Source);
        return [.. sample.Truth.Files.Zip(sample.Files, (truth, file) => new DefectSample(truth, file.Bytes, [.. byFile[file.Path]]))];
    }
}
