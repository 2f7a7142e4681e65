using System.Globalization;
using NsgFlow.Tuples;

namespace NsgFlow.Sampling.Defects;

internal sealed class TenFieldTupleDefect : ITupleDefect
{
    public SampleDefect Defect => SampleDefect.TenFieldTuple;

    public FlowDeviation Deviation => FlowDeviation.TenFieldTuple;

    public string? Plant(TupleSite site)
    {
        DraftTuple tuple = site.Tuple;
        int packets = 1 + site.Random.Next(40);
        int bytes = packets * (60 + site.Random.Next(900));
        tuple.Lay(FlowLogKind.NsgV1);
        tuple.Fields =
        [
            .. tuple.Fields[..TupleLayouts.Protocol],
            Texts.Of((int)tuple.Drawn.Protocol),
            .. tuple.Fields[(TupleLayouts.Protocol + 1)..],
            Texts.Of(packets),
            Texts.Of(bytes),
        ];
        tuple.Row.Kind = FlowLogKind.Other;
        tuple.Row.Known = FlowCounters.PacketsSent | FlowCounters.BytesSent;
        tuple.Row.PacketsSent = packets;
        tuple.Row.BytesSent = bytes;
        tuple.Row.Deviation = Deviation;
        return null;
    }
}

internal sealed class NsgTupleInFlowRecordsDefect : ITupleDefect
{
    public SampleDefect Defect => SampleDefect.NsgTupleInFlowRecords;

    public FlowDeviation Deviation => FlowDeviation.NsgTupleInFlowRecords;

    public bool AppliesTo(FlowLogKind kind) => kind == FlowLogKind.VNetV4;

    public string? Plant(TupleSite site)
    {
        bool isFull = site.Turn % 2 == 0;
        site.Tuple.Lay(isFull ? FlowLogKind.NsgV2 : FlowLogKind.NsgV1);
        site.Tuple.Row.Deviation = Deviation;
        return isFull ? "13 fields" : "8 fields";
    }
}

internal sealed class VNetTupleInPropertiesDefect : ITupleDefect
{
    public SampleDefect Defect => SampleDefect.VNetTupleInProperties;

    public FlowDeviation Deviation => FlowDeviation.VNetTupleInProperties;

    public bool AppliesTo(FlowLogKind kind) => kind != FlowLogKind.VNetV4;

    public string? Plant(TupleSite site)
    {
        site.Tuple.Lay(FlowLogKind.VNetV4);
        site.Tuple.Row.Deviation = Deviation;
        return null;
    }
}

internal sealed class WrongFieldCountDefect : ITupleDefect
{
    private static readonly int[] s_counts = [9, 14, 15];

    public SampleDefect Defect => SampleDefect.WrongFieldCount;

    public int Plants => s_counts.Length;

    public string? Plant(TupleSite site)
    {
        int count = s_counts[site.Turn];
        string[] fields = site.Tuple.Fields;
        site.Tuple.Fields = [.. Enumerable.Range(0, count).Select(i => i < fields.Length ? fields[i] : string.Empty)];
        site.Tuple.Fault = TupleFault.FieldCount;
        return string.Create(CultureInfo.InvariantCulture, $"{count} fields");
    }
}

internal sealed class NotTextDefect : ITupleDefect
{
    private static readonly string[] s_values = ["1768467601", "null", "true"];

    public SampleDefect Defect => SampleDefect.NotText;

    public int Plants => s_values.Length;

    public string? Plant(TupleSite site)
    {
        site.Tuple.Bare = s_values[site.Turn];
        site.Tuple.Fault = TupleFault.NotText;
        return site.Tuple.Bare;
    }
}

/// <summary>Numbers as logs write them.</summary>
internal static class Texts
{
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);
}
