using NsgFlow.Tuples;

namespace NsgFlow.Sampling.Defects;

internal sealed class NumericProtocolDefect : ITupleDefect
{
    public SampleDefect Defect => SampleDefect.NumericProtocol;

    public FlowDeviation Deviation => FlowDeviation.NumericProtocol;

    public bool AppliesTo(FlowLogKind kind) => kind != FlowLogKind.VNetV4;

    public string? Plant(TupleSite site)
    {
        site.Tuple.Fields[TupleLayouts.Protocol] = Texts.Of((int)site.Tuple.Drawn.Protocol);
        site.Tuple.Row.Deviation = Deviation;
        return null;
    }
}

internal sealed class LetterProtocolDefect : ITupleDefect
{
    public SampleDefect Defect => SampleDefect.LetterProtocol;

    public FlowDeviation Deviation => FlowDeviation.LetterProtocol;

    public bool AppliesTo(FlowLogKind kind) => kind == FlowLogKind.VNetV4;

    public string? Plant(TupleSite site)
    {
        site.Tuple.Fields[TupleLayouts.Protocol] = site.Tuple.Drawn.Protocol == FlowProtocol.TCP ? "T" : "U";
        site.Tuple.Row.Deviation = Deviation;
        return null;
    }
}

internal sealed class IcmpTupleDefect : ITupleDefect
{
    public SampleDefect Defect => SampleDefect.IcmpTuple;

    public string? Plant(TupleSite site)
    {
        DraftTuple tuple = site.Tuple;
        tuple.Fields[TupleLayouts.SourcePort] = tuple.Fields[TupleLayouts.DestinationPort] = "0";
        tuple.Fields[TupleLayouts.Protocol] = Texts.Of((int)FlowProtocol.ICMP);
        tuple.Row.SourcePort = tuple.Row.DestinationPort = 0;
        tuple.Row.Protocol = FlowProtocol.ICMP;
        tuple.Row.Deviation = site.Kind == FlowLogKind.VNetV4 ? FlowDeviation.None : FlowDeviation.NumericProtocol;
        return null;
    }
}

internal sealed class TimeUnitDefect : ITupleDefect
{
    public SampleDefect Defect => SampleDefect.TimeUnit;

    public FlowDeviation Deviation => FlowDeviation.TimeUnit;

    public string? Plant(TupleSite site)
    {
        DraftTuple tuple = site.Tuple;
        bool toSeconds = site.Kind == FlowLogKind.VNetV4;
        long time = tuple.Drawn.Time;
        tuple.Fields[TupleLayouts.Time] = Texts.Of(toSeconds ? time / 1000 : time);
        tuple.Row.TimeMilliseconds = toSeconds ? time / 1000 * 1000 : time;
        tuple.Row.Deviation = Deviation;
        return null;
    }
}

internal sealed class IsoTimeDefect : ITupleDefect
{
    public SampleDefect Defect => SampleDefect.IsoTime;

    public string? Plant(TupleSite site)
    {
        site.Tuple.Fields[TupleLayouts.Time] = DateTime.UnixEpoch.AddSeconds(site.Tuple.Drawn.Time / 1000)
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        site.Tuple.Fault = TupleFault.Time;
        return null;
    }
}

internal sealed class TimeOutOfRangeDefect : ITupleDefect
{
    // The last second of 2000, the first millisecond of 2101, and none at all.
    private static readonly string[] s_times = ["978307199", "4133980800000", "0"];

    public SampleDefect Defect => SampleDefect.TimeOutOfRange;

    public int Plants => s_times.Length;

    public string? Plant(TupleSite site)
    {
        site.Tuple.Fields[TupleLayouts.Time] = s_times[site.Turn];
        site.Tuple.Fault = TupleFault.TimeRange;
        return s_times[site.Turn];
    }
}

internal sealed class BadPortDefect : ITupleDefect
{
    private static readonly (int Field, string Text, TupleFault Fault)[] s_forms =
    [
        (TupleLayouts.SourcePort, "65536", TupleFault.SourcePort),
        (TupleLayouts.DestinationPort, "https", TupleFault.DestinationPort),
        (TupleLayouts.SourcePort, "-1", TupleFault.SourcePort),
        (TupleLayouts.DestinationPort, "", TupleFault.DestinationPort),
    ];

    public SampleDefect Defect => SampleDefect.BadPort;

    public int Plants => s_forms.Length;

    public string? Plant(TupleSite site)
    {
        (int field, string text, TupleFault fault) = s_forms[site.Turn];
        site.Tuple.Fields[field] = text;
        site.Tuple.Fault = fault;
        return text.Length == 0 ? "empty" : text;
    }
}

internal sealed class BadAddressDefect : ITupleDefect
{
    private static readonly (int Field, string Text, TupleFault Fault)[] s_forms =
    [
        (TupleLayouts.Source, "web-01.example", TupleFault.SourceAddress),
        (TupleLayouts.Destination, "10.020.1.4", TupleFault.DestinationAddress),
        (TupleLayouts.Source, "2001:db8::1::2", TupleFault.SourceAddress),
        (TupleLayouts.Destination, "", TupleFault.DestinationAddress),
    ];

    public SampleDefect Defect => SampleDefect.BadAddress;

    public int Plants => s_forms.Length;

    public string? Plant(TupleSite site)
    {
        (int field, string text, TupleFault fault) = s_forms[site.Turn];
        site.Tuple.Fields[field] = text;
        site.Tuple.Fault = fault;
        return text.Length == 0 ? "empty" : text;
    }
}

internal sealed class BadLetterDefect : ITupleDefect
{
    public SampleDefect Defect => SampleDefect.BadLetter;

    public int Plants => 3;

    public string? Plant(TupleSite site)
    {
        bool isVNet = site.Kind == FlowLogKind.VNetV4;
        (int field, string text, TupleFault fault, string form) = site.Turn switch
        {
            0 => (TupleLayouts.Direction, "N", TupleFault.Direction, "direction"),
            1 => (TupleLayouts.Protocol, "I", TupleFault.Protocol, "protocol"),
            _ when isVNet => (TupleLayouts.Verdict, "Q", TupleFault.State, "state"),
            _ => (TupleLayouts.Verdict, "Q", TupleFault.Decision, "decision"),
        };
        site.Tuple.Fields[field] = text;
        site.Tuple.Fault = fault;
        return form;
    }
}
