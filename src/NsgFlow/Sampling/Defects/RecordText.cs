namespace NsgFlow.Sampling.Defects;

/// <summary>A tuple within a text.</summary>
/// <param name="Start">Where its first character stands; the opening quotation mark is before it.</param>
/// <param name="Length">Its characters, without quotation marks.</param>
/// <param name="Draft">What it is.</param>
/// <param name="Group">What stands beside it.</param>
/// <param name="IsIncomplete">Whether damage before it took what describes it.</param>
internal sealed record PlacedTuple(int Start, int Length, DraftTuple Draft, FlowGroup Group, bool IsIncomplete = false)
{
    public int End => Start + Length;
}

/// <summary>A planted defect within a text.</summary>
internal sealed record PlacedDefect(ISampleDefect Defect, int Start, int Length, string? Form = null)
{
    /// <summary>The bytes of records that were taken out at its place.</summary>
    public int Removed { get; init; }

    /// <summary>The tuples that were lost with them, or broken.</summary>
    public int Lost { get; init; }

    /// <summary>Between which two places a reader must report it: it cannot be seen before the first, and is over at the last.</summary>
    public (int From, int To)? Report { get; init; }
}

/// <summary>The text of one record, or what damage has made of one or two, with the places of all that matters in it.</summary>
internal sealed class RecordText(byte[] bytes, List<PlacedTuple> tuples)
{
    public byte[] Bytes { get; } = bytes;

    public int Length => Bytes.Length;

    public List<PlacedTuple> Tuples { get; } = tuples;

    public List<PlacedDefect> Defects { get; } = [];

    /// <summary>Whole flow log records in it.</summary>
    public int Records { get; init; } = 1;

    /// <summary>Records of other logs in it.</summary>
    public int ForeignRecords { get; init; }

    /// <summary>Bytes that are no flow log record.</summary>
    public static RecordText Of(byte[] bytes) => new(bytes, []) { Records = 0 };

    /// <summary>One behind another with nothing between.</summary>
    public static RecordText Join(params RecordText[] parts)
    {
        var joined = new RecordText([.. parts.SelectMany(p => p.Bytes)], [])
        {
            Records = parts.Sum(p => p.Records),
            ForeignRecords = parts.Sum(p => p.ForeignRecords),
        };
        int shift = 0;
        foreach (RecordText part in parts)
        {
            joined.Tuples.AddRange(part.Tuples.Select(t => t with { Start = t.Start + shift }));
            joined.Defects.AddRange(part.Defects.Select(d => d with { Start = d.Start + shift }));
            shift += part.Length;
        }

        return joined;
    }

    /// <summary>What stands before a place, with the tuples whose closing quotation mark does.</summary>
    public RecordText Before(int place) => new(Bytes[..place], [.. Tuples.Where(t => t.End < place)]) { Records = 0 };

    /// <summary>What stands from a place on, with the tuples whose opening quotation mark does; they lack their record's head.</summary>
    public RecordText From(int place) => new(
        Bytes[place..],
        [.. Tuples.Where(t => t.Start > place).Select(t => t with { Start = t.Start - place, IsIncomplete = true })]) { Records = 0 };

    /// <summary>The places of the tuples at or behind a place.</summary>
    public int NextTuple(int place) => Tuples.Where(t => t.Start >= place).Select(t => t.Start).FirstOrDefault(Length);

    /// <summary>A tuple and a place inside its text.</summary>
    public (PlacedTuple Tuple, int Place) PlaceInTuple(SampleRandom random)
    {
        PlacedTuple tuple = Tuples[random.Next(Tuples.Count)];
        return (tuple, tuple.Start + 1 + random.Next(tuple.Length - 1));
    }
}
