namespace NsgFlow.Sampling.Defects;

internal sealed class MacAddressFormatDefect : IRecordDefect
{
    public SampleDefect Defect => SampleDefect.MacAddressFormat;

    public int Plants => 3;

    public FlowDeviation Deviation => FlowDeviation.MacAddressFormat;

    public string? Plant(DraftRecord record, int turn)
    {
        IEnumerable<string> pairs = record.MacAddress.Chunk(2).Select(p => new string(p));
        (record.MacAddress, string form) = turn switch
        {
            0 => (string.Join('-', pairs), "dashes"),
            1 => (string.Join(':', pairs), "colons"),
            _ => (record.MacAddress + "0", "13 digits"),
        };
        record.Deviation |= Deviation;
        return form;
    }
}

internal sealed class UnexpectedVersionDefect : IRecordDefect
{
    public SampleDefect Defect => SampleDefect.UnexpectedVersion;

    public int Plants => 3;

    public FlowDeviation Deviation => FlowDeviation.UnexpectedVersion;

    public string? Plant(DraftRecord record, int turn)
    {
        FlowLogKind kind = record.FileKind;
        switch (turn)
        {
            case 0:
                record.SetVersion(kind, (int)kind, isText: true);
                return "text";
            case 1:
                record.OutsideVersion = "\"1\"";
                return "outside its place";
            default:
                (FlowLogKind? names, int number) = kind switch
                {
                    FlowLogKind.NsgV1 => (FlowLogKind.NsgV2, 2),
                    FlowLogKind.NsgV2 => (FlowLogKind.NsgV1, 1),
                    _ => ((FlowLogKind?)null, 2),
                };
                record.SetVersion(names, number);
                return "another layout";
        }
    }
}

internal sealed class MixedVersionsDefect : IRecordDefect
{
    public SampleDefect Defect => SampleDefect.MixedVersions;

    public string? Plant(DraftRecord record, int turn)
    {
        switch (record.FileKind)
        {
            case FlowLogKind.VNetV4:
                // Version 3 has the same tuples.
                record.SetVersion(FlowLogKind.VNetV4, 3);
                return "version 3";
            case FlowLogKind.NsgV1:
                record.SetVersion(FlowLogKind.NsgV2, 2);
                record.Lay(FlowLogKind.NsgV2);
                return "version 2";
            default:
                record.SetVersion(FlowLogKind.NsgV1, 1);
                record.Lay(FlowLogKind.NsgV1);
                return "version 1";
        }
    }
}

internal sealed class RecordTimeFormatDefect : IRecordDefect
{
    public SampleDefect Defect => SampleDefect.RecordTimeFormat;

    public FlowDeviation Deviation => FlowDeviation.RecordTimeFormat;

    public string? Plant(DraftRecord record, int turn)
    {
        string time = record.TimeText;
        (record.TimeText, string form) = turn == 0
            ? ($"{time[5..7]}/{time[8..10]}/{time[..4]} {time[11..19]}", "month first")
            : ("unknown", "no time");
        record.Time = null;
        record.Deviation |= Deviation;
        return form;
    }
}

internal sealed class KeysReorderedDefect : IRecordDefect
{
    public SampleDefect Defect => SampleDefect.KeysReordered;

    public string? Plant(DraftRecord record, int turn)
    {
        record.KeysAreSorted = true;
        return null;
    }
}

internal sealed class PrettyPrintedDefect : IRecordDefect
{
    public SampleDefect Defect => SampleDefect.PrettyPrinted;

    public string? Plant(DraftRecord record, int turn)
    {
        record.IsPretty = true;
        return null;
    }
}

internal sealed class FlowRecordsAsListDefect : IRecordDefect
{
    public SampleDefect Defect => SampleDefect.FlowRecordsAsList;

    public bool AppliesTo(FlowLogKind kind) => kind == FlowLogKind.VNetV4;

    public string? Plant(DraftRecord record, int turn)
    {
        record.FlowRecordsAreList = true;
        return null;
    }
}

internal sealed class EmptyFlowsDefect : IRecordDefect
{
    public SampleDefect Defect => SampleDefect.EmptyFlows;

    public string? Plant(DraftRecord record, int turn)
    {
        if (turn == 0)
        {
            record.HasEmptyRecordBefore = true;
            return "record";
        }

        record.HasEmptyFlow = true;
        return "flow";
    }
}

internal sealed class UnknownKeysDefect : IRecordDefect
{
    public SampleDefect Defect => SampleDefect.UnknownKeys;

    public string? Plant(DraftRecord record, int turn)
    {
        record.HasUnknownKeys = true;
        return null;
    }
}

internal sealed class DuplicateRecordsDefect : IRecordDefect
{
    public SampleDefect Defect => SampleDefect.DuplicateRecords;

    public string? Plant(DraftRecord record, int turn)
    {
        record.IsDoubled = true;
        return null;
    }
}
