namespace NsgFlow.Sampling.Defects;

/// <summary>All defects, and which of them a file gets.</summary>
internal static class SampleDefects
{
    private static readonly ISampleDefect[] s_all =
    [
        new TenFieldTupleDefect(), new NsgTupleInFlowRecordsDefect(), new VNetTupleInPropertiesDefect(),
        new NumericProtocolDefect(), new LetterProtocolDefect(), new TimeUnitDefect(), new CountersWithoutStatisticsDefect(),
        new EmptyCountersDefect(), new IcmpTupleDefect(), new MacAddressFormatDefect(), new UnexpectedVersionDefect(),
        new RecordTimeFormatDefect(), new NestedRecordsDefect(), new BareRecordDefect(), new BareArrayDefect(),
        new RecordPerLineDefect(), new SeveralDocumentsDefect(), new ByteOrderMarkDefect(), new PrettyPrintedDefect(),
        new KeysReorderedDefect(), new FlowRecordsAsListDefect(), new EmptyFlowsDefect(), new UnknownKeysDefect(),
        new DuplicateTuplesDefect(), new DuplicateRecordsDefect(), new UnsortedTuplesDefect(), new EndBeforeBeginDefect(),
        new MixedVersionsDefect(), new GzipDefect(), new WrongFieldCountDefect(), new IsoTimeDefect(), new BadPortDefect(),
        new BadAddressDefect(), new BadLetterDefect(), new CounterOverflowDefect(), new TimeOutOfRangeDefect(),
        new NotTextDefect(), new TruncatedDefect(), new StillOpenDefect(), new LeadingCommaDefect(), new MidRecordStartDefect(),
        new SplicedRecordDefect(), new GarbageBetweenRecordsDefect(), new InvalidUtf8Defect(), new HoleDefect(),
        new ForeignRecordDefect(), new CutGzipDefect(),
    ];

    private static readonly Dictionary<SampleDefect, ISampleDefect> s_byName = s_all.ToDictionary(d => d.Defect);

    public static ISampleDefect Of(SampleDefect defect) => s_byName[defect];

    /// <summary>The kinds of log that can have a defect; none for a value that is no defect.</summary>
    public static IEnumerable<FlowLogKind> KindsOf(SampleDefect defect) =>
        s_byName.TryGetValue(defect, out ISampleDefect? known)
            ? new[] { FlowLogKind.NsgV1, FlowLogKind.NsgV2, FlowLogKind.VNetV4 }.Where(known.AppliesTo)
            : [];

    /// <summary>The defects of one file. Of those that exclude each other each file gets one, in turn.</summary>
    public static List<ISampleDefect> ForFile(SampleOptions options, FlowLogKind kind, int fileIndex)
    {
        List<ISampleDefect> chosen = [.. options.Defects.Order().Select(Of).Where(d => d.AppliesTo(kind))];
        foreach (DefectSlot slot in new[] { DefectSlot.Start, DefectSlot.End })
        {
            List<ISampleDefect> rivals = chosen.FindAll(d => d.Slot == slot);
            chosen.RemoveAll(d => d.Slot == slot && d != rivals[fileIndex % rivals.Count]);
        }

        return chosen;
    }

    public static bool MakesGzip(IEnumerable<ISampleDefect> defects) =>
        defects.Any(d => d.Defect is SampleDefect.Gzip or SampleDefect.CutGzip);

    /// <summary>The file's path: a compressed one is called so.</summary>
    public static string PathOf(IEnumerable<ISampleDefect> defects, string path) => MakesGzip(defects) ? path + ".gz" : path;
}
