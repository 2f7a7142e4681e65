using NsgFlow.Sampling.Defects;

namespace NsgFlow.Tests.Sampling.Defects;

/// <summary>What departs from the formats in logs that were met in the wild, and which defect stands for it.</summary>
public sealed class DefectTableTests
{
    private static readonly (string Found, SampleDefect[] Defects)[] s_foundInTheWild =
    [
        ("a version that is text, or at the level of the record", [SampleDefect.UnexpectedVersion]),
        ("records of version 1 behind records of version 2", [SampleDefect.MixedVersions]),
        ("tuples of ten fields", [SampleDefect.TenFieldTuple]),
        ("a protocol number in an NSG log", [SampleDefect.NumericProtocol]),
        ("a letter as protocol in a virtual network log", [SampleDefect.LetterProtocol]),
        ("MAC addresses of 13 digits, with dashes or colons", [SampleDefect.MacAddressFormat]),
        ("virtual network tuples of 9 fields, without counters", [SampleDefect.WrongFieldCount]),
        ("tuples of 14 and 15 fields", [SampleDefect.WrongFieldCount]),
        ("NSG tuples inside flowRecords", [SampleDefect.NsgTupleInFlowRecords]),
        ("virtual network tuples inside properties", [SampleDefect.VNetTupleInProperties]),
        ("milliseconds, and counters on begin, in NSG version 2", [SampleDefect.TimeUnit, SampleDefect.CountersWithoutStatistics]),
        ("seconds and empty counters in version 4", [SampleDefect.TimeUnit, SampleDefect.EmptyCounters]),
        ("ISO 8601 as a tuple's time", [SampleDefect.IsoTime]),
        ("tuples out of order, end before begin", [SampleDefect.UnsortedTuples, SampleDefect.EndBeforeBegin]),
        ("a UTF-8 byte order mark", [SampleDefect.ByteOrderMark]),
        ("line ends between properties", [SampleDefect.PrettyPrinted]),
        ("a bare record, a bare array, one record a line", [SampleDefect.BareRecord, SampleDefect.BareArray, SampleDefect.RecordPerLine]),
        ("several documents in one file", [SampleDefect.SeveralDocuments]),
        ("records inside records", [SampleDefect.NestedRecords]),
        ("an empty list of flows", [SampleDefect.EmptyFlows]),
        ("flowRecords as a list", [SampleDefect.FlowRecordsAsList]),
        ("keys in alphabetical order", [SampleDefect.KeysReordered]),
        ("keys that no format has", [SampleDefect.UnknownKeys]),
        ("no closing brackets", [SampleDefect.StillOpen, SampleDefect.Truncated]),
        ("a piece that begins with a comma, or inside a record", [SampleDefect.LeadingComma, SampleDefect.MidRecordStart]),
        ("a record in the middle of another", [SampleDefect.SplicedRecord]),
        ("the same tuple, or the same record, twice", [SampleDefect.DuplicateTuples, SampleDefect.DuplicateRecords]),
        ("port 0 and ICMP, as number and as letter", [SampleDefect.IcmpTuple, SampleDefect.BadLetter]),
        ("gzip, whole and cut", [SampleDefect.Gzip, SampleDefect.CutGzip]),
        ("Key Vault logs of the same name", [SampleDefect.ForeignRecord]),
    ];

    /// <summary>What no log was seen with, but a reader must survive: the rest of its errors, and of what disks and copies do.</summary>
    private static readonly SampleDefect[] s_notFoundYet =
    [
        SampleDefect.RecordTimeFormat, SampleDefect.BadPort, SampleDefect.BadAddress, SampleDefect.CounterOverflow,
        SampleDefect.TimeOutOfRange, SampleDefect.NotText, SampleDefect.GarbageBetweenRecords, SampleDefect.InvalidUtf8,
        SampleDefect.Hole,
    ];

    [Fact]
    public void Every_defect_stands_for_something()
    {
        SampleDefect[] named = [.. s_foundInTheWild.SelectMany(row => row.Defects).Concat(s_notFoundYet).Distinct().Order()];

        Assert.Equal(Enum.GetValues<SampleDefect>(), named);
        Assert.Empty(s_foundInTheWild.SelectMany(row => row.Defects).Intersect(s_notFoundYet));
    }

    [Fact]
    public void Every_value_has_its_class_and_a_kind_of_log()
    {
        Assert.All(Enum.GetValues<SampleDefect>(), defect =>
        {
            Assert.Equal(defect, SampleDefects.Of(defect).Defect);
            Assert.NotEmpty(SampleDefects.KindsOf(defect));
            Assert.True(SampleDefects.Of(defect).Plants > 0);
        });
        Assert.Empty(SampleDefects.KindsOf((SampleDefect)(-1)));
        Assert.Empty(SampleDefects.KindsOf((SampleDefect)Enum.GetValues<SampleDefect>().Length));
    }

    [Fact]
    public void Every_mark_of_a_reader_comes_from_some_defect()
    {
        FlowDeviation all = Enum.GetValues<SampleDefect>().Aggregate(
            FlowDeviation.IncompleteRecord, (sum, defect) => sum | SampleDefects.Of(defect).Deviation);

        Assert.All(Enum.GetValues<FlowDeviation>(), mark => Assert.True(all.HasFlag(mark), mark.ToString()));
        DefectSample cut = DefectSample.Make(FlowLogKind.NsgV2, SampleDefect.MidRecordStart);
        Assert.True(cut.Truth.Expected.ByDeviation[nameof(FlowDeviation.IncompleteRecord)] > 0);
    }
}
