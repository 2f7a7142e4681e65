using System.Globalization;

namespace NsgFlow.Sampling.Defects;

/// <summary>A record that can still be changed.</summary>
internal sealed class DraftRecord
{
    /// <param name="kind">The kind of log.</param>
    /// <param name="nic">The network interface.</param>
    /// <param name="time">When the record was written.</param>
    /// <param name="tuples">What happened, by rule.</param>
    public DraftRecord(FlowLogKind kind, SampleNic nic, DateTime time, IReadOnlyList<SampleTuple>[] tuples)
    {
        FileKind = Kind = kind;
        Nic = nic;
        TimeText = time.ToString("O", CultureInfo.InvariantCulture);
        Time = new DateTimeOffset(time);
        MacAddress = nic.MacAddress;
        SetVersion(kind, (int)kind);
        for (int rule = 0; rule < tuples.Length; rule++)
        {
            if (tuples[rule].Count > 0)
            {
                Lists.Add(new DraftList(rule, [.. tuples[rule].Select(t => new DraftTuple(kind, t))]));
            }
        }
    }

    /// <summary>The kind of log it stands in.</summary>
    public FlowLogKind FileKind { get; }

    /// <summary>The layout of its tuples.</summary>
    public FlowLogKind Kind { get; private set; }

    public bool IsVNet => FileKind == FlowLogKind.VNetV4;

    public SampleNic Nic { get; }

    public List<DraftList> Lists { get; } = [];

    public string TimeText { get; set; }

    /// <summary>What a reader makes of <see cref="TimeText"/>.</summary>
    public DateTimeOffset? Time { get; set; }

    public string MacAddress { get; set; }

    /// <summary>The version as JSON.</summary>
    public string Version { get; private set; } = string.Empty;

    /// <summary>A version beside <c>properties</c> or <c>flowRecords</c>, in place of the one that is missing there, as JSON; or null.</summary>
    public string? OutsideVersion { get; set; }

    /// <summary>What departs in the record itself, the version aside.</summary>
    public FlowDeviation Deviation { get; set; }

    public bool KeysAreSorted { get; set; }

    public bool IsPretty { get; set; }

    public bool FlowRecordsAreList { get; set; }

    public bool HasUnknownKeys { get; set; }

    /// <summary>Whether one more rule comes first whose list is empty.</summary>
    public bool HasEmptyFlow { get; set; }

    /// <summary>Whether a record without flows comes before it.</summary>
    public bool HasEmptyRecordBefore { get; set; }

    /// <summary>Whether it is written twice.</summary>
    public bool IsDoubled { get; set; }

    /// <summary>The layout that the version names; null where it names none.</summary>
    private FlowLogKind? VersionNames { get; set; }

    /// <param name="names">The layout that the number names; null where it names none.</param>
    /// <param name="number">The number.</param>
    /// <param name="isText">Whether it is written as a text.</param>
    public void SetVersion(FlowLogKind? names, int number, bool isText = false)
    {
        VersionNames = names;
        Version = isText
            ? string.Create(CultureInfo.InvariantCulture, $"\"{number}\"")
            : number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Writes all tuples in another layout.</summary>
    public void Lay(FlowLogKind layout)
    {
        Kind = layout;
        foreach (DraftTuple tuple in Lists.SelectMany(l => l.Tuples))
        {
            tuple.Lay(layout);
        }
    }

    /// <summary>Whether the version departs for a tuple of the given layout: by its writing, its place or its meaning.</summary>
    public FlowDeviation VersionDeviation(FlowLogKind layout)
    {
        bool isOdd = OutsideVersion is not null || Version[0] == '"';
        bool isOther = layout != FlowLogKind.Other && VersionNames != layout;
        return isOdd || isOther ? FlowDeviation.UnexpectedVersion : FlowDeviation.None;
    }

    /// <summary>What all tuples of a rule share.</summary>
    public FlowGroup Group(int rule, string path) =>
        SampleGroup.Of(FileKind, Nic, rule, path, Time, MacAddress, Deviation);

    /// <summary>A record of the same head and no flows.</summary>
    public DraftRecord Empty() => new(FileKind, Nic, DateTime.UnixEpoch, []) { TimeText = TimeText, Time = Time };
}
