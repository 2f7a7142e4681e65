namespace NsgFlow.Conformance.Tests.Logs;

/// <summary>
/// Every departure and arrangement that a reader decodes without an error; but gzip, in which the database finds no
/// offsets.
/// </summary>
public sealed class DeviatingLogs : LogSet
{
    private const string Defects =
        "TenFieldTuple, NsgTupleInFlowRecords, VNetTupleInProperties, NumericProtocol, LetterProtocol, TimeUnit, CountersWithoutStatistics, "
        + "EmptyCounters, IcmpTuple, MacAddressFormat, UnexpectedVersion, RecordTimeFormat, BareRecord, BareArray, RecordPerLine, SeveralDocuments, ByteOrderMark, "
        + "NestedRecords, PrettyPrinted, KeysReordered, FlowRecordsAsList, EmptyFlows, UnknownKeys, DuplicateRecords, MixedVersions, "
        + "DuplicateTuples, UnsortedTuples, EndBeforeBegin";

    private readonly Lazy<List<string>> _files;

    public DeviatingLogs()
    {
        _files = new(() =>
        {
            MakeSample($"-Kind NsgV1, NsgV2, VNetV4 -Nic 2 -Duration 2h -Size 300KB -Seed 9 -Defect {Defects}");
            return LogsOf(MakeSample("-Kind VNetV4 -Seed 10 -Size 40KB -Force"));
        });
    }

    internal override string[] Paths
    {
        get
        {
            _ = Files;
            return [Folder.Path];
        }
    }

    internal override IReadOnlyList<string> Files => _files.Value;

    internal override LogFacts Facts => SampleFacts.Of(new DateTimeOffset(2026, 1, 15, 0, 20, 0, TimeSpan.Zero), Database);
}
